// Where a mail comes back to: MAIL FROM, the same for all mails or with the delivery's name in it.
// In: an address, and perhaps a pattern. Out: the address of one mail (variable envelope return
// path).
#pragma once

#include "channel/mail_address.hpp"

#include <string>
#include <string_view>

namespace nhaclich::channel {

class ReturnPath {
  public:
    /// `pattern` as config::parse_return_pattern takes it; "" = always `address`.
    ReturnPath(std::string address, std::string pattern = {})
        : address_(std::move(address)), pattern_(std::move(pattern)) {}

    /// `message_id` is "<NAME@domain>". Never anything but a MailAddress; errors: "address.mail".
    Result<MailAddress> of(std::string_view message_id) const;

  private:
    std::string address_;
    std::string pattern_;
};

}  // namespace nhaclich::channel
