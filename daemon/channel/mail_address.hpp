// A mail address, proven by grammar before any mail library sees it.
// In: text of the configuration or of a stored row. Out: a MailAddress that cannot carry a command
// or a header.
#pragma once

#include "base/error.hpp"

#include <compare>
#include <string>
#include <string_view>

namespace nhaclich::channel {

/// RFC 5322 3.2.3, ASCII only (an address beyond ASCII needs SMTPUTF8, which few relays offer).
bool is_atext(char c);
/// Labels of letters, digits and "-", at least two, the last not a number, at most 253 octets.
bool is_domain_name(std::string_view text);
/// As above, but "localhost" and an IPv4 address will do.
bool is_host_name(std::string_view text);

/// dot-atom "@" domain name, at most 254 octets and 64 before the "@" (RFC 5321 4.5.3.1).
class MailAddress {
  public:
    static Result<MailAddress> parse(std::string_view text);  ///< "channel.mail-address"
    const std::string& str() const { return value_; }
    friend auto operator<=>(const MailAddress&, const MailAddress&) = default;

  private:
    explicit MailAddress(std::string value) : value_(std::move(value)) {}
    std::string value_;
};

}  // namespace nhaclich::channel
