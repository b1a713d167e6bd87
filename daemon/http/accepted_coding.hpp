// Which content coding a client takes (RFC 9110 12.5.3): gzip only when it was asked for.
// In: its Accept-Encoding field. Out: gzip or not.
#pragma once

#include <string_view>

namespace nhaclich::http {

/// "gzip", "x-gzip" or "*" with a quality above 0; an absent or empty field means no.
bool accepts_gzip(std::string_view accept_encoding);

}  // namespace nhaclich::http
