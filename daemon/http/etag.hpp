// The strong validator of an answer (RFC 9110 8.8.3): the same octets have the same one, always.
// In: octets. Out: a quoted opaque tag.
#pragma once

#include <string>
#include <string_view>

namespace nhaclich::http {

/// So many hexadecimal digits of the octets' SHA-256, 64 at most.
std::string sha256_digits(std::string_view octets, std::size_t digits);

/// 32 of them, in the quotes the header field wants.
std::string strong_etag(std::string_view octets);

}  // namespace nhaclich::http
