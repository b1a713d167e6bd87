// A mail as its reader sees it, out of the octets that were frozen for the wire.
// In: octets of mime.hpp. Out: subject and plain text.
#pragma once

#include <string>

namespace nhaclich::channel {

struct MailText {
    std::string subject;
    std::string text;  ///< "" where the octets hold no text/plain part
};

MailText mail_text(const std::string& octets);

}  // namespace nhaclich::channel
