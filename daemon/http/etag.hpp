// The strong validator of an answer (RFC 9110 8.8.3): the same octets have the same one, always.
// In: octets. Out: a quoted opaque tag.
#pragma once

#include <string>
#include <string_view>

namespace nhaclich::http {

/// 32 hexadecimal digits of their SHA-256, in the quotes the header field wants.
std::string strong_etag(std::string_view octets);

}  // namespace nhaclich::http
