// A message as mail: RFC 5322 octets, built by GMime, ready for any relay.
// In: who sends, the message, the address, the delivery's key. Out: a Payload, the same for the
// same input.
#pragma once

#include "channel/channel.hpp"
#include "channel/mail_address.hpp"

#include <optional>
#include <string>

namespace nhaclich::channel {

/// Who sends, the same for every mail of a board.
struct Sender {
    Line name;
    MailAddress address;  ///< From, and MAIL FROM if there is no `verp`
    std::optional<MailAddress> reply_to;
    std::string domain;     ///< right side of Message-ID and List-Id; a domain name
    std::string verp = {};  ///< MAIL FROM instead of `address` (return_path.hpp); "" = none
};

/// 7-bit, CRLF, lines of at most 76 octets wherever they can be folded. "address.mail".
Result<Payload> mail(const Sender& sender, const message::Message& message, const plan::Address& to,
                     const reminder::DeliveryKey& key, int edition = 0);

}  // namespace nhaclich::channel
