// A mail address as a type: whatever libcurl and GMime are given has passed the grammar.
// In: text of the configuration or of a stored row.
// Out: a MailAddress that cannot carry a command or a header.
#pragma once

#include "base/error.hpp"
#include "config/addresses.hpp"

#include <compare>
#include <string>
#include <string_view>

namespace nhaclich::channel {

class MailAddress {
  public:
    /// The configuration's own grammar: "address.mail".
    static Result<MailAddress> parse(std::string_view text) {
        return config::parse_mail_address(text).map(
            [](std::string address) { return MailAddress(std::move(address)); });
    }
    const std::string& str() const { return value_; }
    friend auto operator<=>(const MailAddress&, const MailAddress&) = default;

  private:
    explicit MailAddress(std::string value) : value_(std::move(value)) {}
    std::string value_;
};

}  // namespace nhaclich::channel
