// The few cryptographic and encoding steps there are, by OpenSSL.
// In: octets, a Secret for the keyed one. Out: hex, base64 or raw octets.
#pragma once

#include "base/secret.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace nhaclich::crypto {

using Sha256 = std::array<unsigned char, 32>;
Sha256 sha256(std::string_view octets);
/// The first of its 64 lower-case hexadecimal digits.
std::string hex(const Sha256& digest, std::size_t digits = 64);
std::string sha256_hex(std::string_view octets);                      ///< of its SHA-256
std::string hmac_sha256(const Secret& key, std::string_view octets);  ///< 32 raw octets
std::string base64(std::string_view octets);     ///< RFC 4648 4, padded, one line
std::string base64url(std::string_view octets);  ///< RFC 4648 5, without padding
/// From the system's generator; std::runtime_error if it has none.
std::string random_octets(std::size_t count);
/// Strict: padded, one line, nothing else in it. Nothing when it is no base64.
std::optional<std::string> from_base64(std::string_view text);
/// What base64url() writes of whole groups of three octets; nothing when it is anything else.
std::optional<std::string> from_base64url(std::string_view text);
/// Takes as long wherever they differ; those of another length differ at once.
bool are_same(std::string_view a, std::string_view b);

}  // namespace nhaclich::crypto
