// Values for the tests of this room: a message, a key, a payload, a sender.
#pragma once

#include "channel/mime.hpp"

#include <string>

namespace nhaclich::channel::tests {

Line line(std::string_view text);
reminder::DeliveryKey a_key(std::string_view entry = "quoc-te-phu-nu");
message::Message a_message();
Sender a_sender();
/// What encode() makes of a_message() for this address.
Payload a_mail(std::string_view to = "nguoi-nhan@example.org", std::string_view entry = "phu-nu");
/// The key of an error instead of a sentence.
std::string key_of(const Error& error);
/// "accepted", "deferred", "deferred relay", "refused", "doubtful" or "gone".
std::string kind_of(const SendResult& result);
std::string answer_of(const SendResult& result);

}  // namespace nhaclich::channel::tests
