// Dates of header fields (RFC 9110 5.6.7), always in GMT.
// In: an Instant, or a field's text. Out: the text, or the Instant.
#pragma once

#include "base/instant.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace nhaclich::http {

/// "Tue, 24 Nov 2026 01:00:00 GMT". The year has four digits: 0 to 9999.
std::string http_date(Instant instant);
/// Only that form: the two obsolete ones are read as nothing, which costs a client one full answer
/// and never gives it a stale one.
std::optional<Instant> parse_http_date(std::string_view text);

}  // namespace nhaclich::http
