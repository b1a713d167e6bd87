// SHA-256 of what is served or asked for.
// In: octets. Out: the digest, as octets or digits.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace nhaclich::http {

using Sha256 = std::array<unsigned char, 32>;
Sha256 sha256(std::string_view octets);
/// The first of its hexadecimal digits, 64 at most.
std::string hex(const Sha256& digest, std::size_t digits = 64);

}  // namespace nhaclich::http
