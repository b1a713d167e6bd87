// Where a mail comes back to: MAIL FROM, the same for all mails or with the delivery's name in it
// (variable envelope return path).
// In: an address, perhaps a pattern, a Message-ID. Out: the address of that mail.
#pragma once

#include "channel/mail_address.hpp"

#include <string>
#include <string_view>

namespace nhaclich::channel {

/// `pattern` as config::parse_return_pattern takes it; "" = always `address`. `message_id` is
/// "<NAME@domain>". Never anything but a MailAddress; errors: "address.mail".
Result<MailAddress> return_path(const std::string& address, const std::string& pattern,
                                std::string_view message_id);

}  // namespace nhaclich::channel
