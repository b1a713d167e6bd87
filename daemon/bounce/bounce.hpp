// A mail that came back: whether it is one, about which delivery, and how bad it is.
// In: the octets of a file, all of them hostile until parsed. Out: a Bounce of ours, or nothing.
#pragma once

#include "bounce/report.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace nhaclich::bounce {

/// So much of a mail is read. A report stands before the mail it returns.
constexpr std::size_t octets_at_most = std::size_t{1} << 20U;

/// How our own mail is known.
struct Ours {
    std::string domain;  ///< the right side of our Message-IDs
    std::string verp;    ///< as config::parse_return_pattern takes it; "" = none
};

struct Bounce {
    std::string delivery;  ///< 32 hex digits, as channel::delivery_id makes them
    Verdict verdict = Verdict::soft;
    std::string status;     ///< "5.1.1"; "" = it says none
    std::string recipient;  ///< one line, escaped for logs
    std::string answer;     ///< "bounce: 5.1.1 smtp; 550 …": one line of at most 500 characters
    friend bool operator==(const Bounce&, const Bounce&) = default;
};

/// Time and memory are linear in the octets, of which no more than octets_at_most count. Nothing
/// for whatever is not the failure or delay of a mail of ours: replies, vacation notes, garbage.
/// Anybody who knows a delivery's name can write such a mail; nothing in it proves who did.
std::optional<Bounce> parse(std::string_view octets, const Ours& ours);

/// The address a mail of ours went to, from its own header; "" if there is none.
std::string recipient_of(std::string_view own_mail);

}  // namespace nhaclich::bounce
