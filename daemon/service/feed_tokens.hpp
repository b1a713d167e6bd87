// The secret part of the address of a member's calendar.
// In: chance; a path. Out: tokens, and what stands for one in the database.
#pragma once

#include "channel/crypto.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace nhaclich::service {

/// 32 octets of chance as base64url (RFC 4648 5): 43 characters.
std::string new_feed_token();
/// SHA-256, in the database as hex: who reads it still cannot fetch a calendar.
channel::Sha256 raw_digest_of(std::string_view token);
std::string digest_of(std::string_view token);
/// BASE_URL/m/TOKEN/calendar.ics, short enough for every calendar (256 characters with a base URL
/// of up to 197).
std::string feed_url(const std::string& base_url, std::string_view token);
/// The token in "/m/TOKEN/calendar.ics"; nothing for another path.
std::optional<std::string_view> token_in(std::string_view path);

}  // namespace nhaclich::service
