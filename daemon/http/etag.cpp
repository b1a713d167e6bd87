#include "http/etag.hpp"

#include <array>
#include <openssl/evp.h>
#include <stdexcept>

namespace nhaclich::http {

std::string strong_etag(std::string_view octets) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    if (EVP_Digest(octets.data(), octets.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1)
        throw std::runtime_error("OpenSSL has no SHA-256");
    constexpr std::string_view digits = "0123456789abcdef";
    constexpr std::size_t kept = 16;
    std::string tag = "\"";
    for (std::size_t i = 0; i < kept; ++i) {
        const unsigned value = digest.at(i);
        tag += digits[value >> 4U];
        tag += digits[value & 15U];
    }
    return tag + '"';
}

}  // namespace nhaclich::http
