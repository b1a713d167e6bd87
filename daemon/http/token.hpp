// The secret part of the address of a member's own calendar: "/m/TOKEN/calendar.ics".
// In: a path. Out: the token, and what may be seen instead of it.
#pragma once

#include "crypto/crypto.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace nhaclich::http {

/// Everything below holds a secret: it is kept out of the access log.
inline constexpr std::string_view personal_path = "/m/";

/// What stands between personal_path and the next "/", where it looks as tokens do: 43 characters
/// of base64url.
std::optional<std::string_view> token_in(std::string_view path);

/// 8 digits of a token's digest, which tell one from another and lead to none.
std::string fingerprint(const crypto::Sha256& digest);

}  // namespace nhaclich::http
