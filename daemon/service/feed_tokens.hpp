// The secret part of the address of a member's calendar.
// In: chance; a path. Out: tokens, and what stands for one in the database.
#pragma once

#include <string>
#include <string_view>

namespace nhaclich::service {

/// 32 octets of chance as base64url (RFC 4648 5): 43 characters.
std::string new_feed_token();
/// SHA-256, in the database as hex: who reads it still cannot fetch a calendar.
std::string digest_of(std::string_view token);
/// BASE_URL/m/TOKEN/calendar.ics, short enough for every calendar (256 characters with a base URL
/// of up to 197).
std::string feed_url(const std::string& base_url, std::string_view token);
/// Whether what stands behind the token is the calendar's name.
bool is_calendar(std::string_view path);

}  // namespace nhaclich::service
