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
/// That form and the two obsolete ones, exactly as they are defined; two digits of a year are of
/// 1969 to 2068.
std::optional<Instant> parse_http_date(std::string_view text);

}  // namespace nhaclich::http
