#include "http/etag.hpp"

#include <array>
#include <memory>
#include <openssl/evp.h>
#include <stdexcept>

namespace nhaclich::http {

namespace {

/// Fetched once: EVP_sha256() is looked up among the providers at each use.
const EVP_MD* sha256_method() {
    static const std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> method(
        EVP_MD_fetch(nullptr, "SHA256", nullptr), &EVP_MD_free);
    return method.get();
}

}  // namespace

std::string sha256_digits(std::string_view octets, std::size_t digits) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    if (EVP_Digest(octets.data(), octets.size(), digest.data(), &size, sha256_method(), nullptr) !=
        1)
        throw std::runtime_error("OpenSSL has no SHA-256");
    constexpr std::string_view hex = "0123456789abcdef";
    std::string text;
    for (std::size_t i = 0; i < digits; ++i) {
        const unsigned value = digest.at(i / 2);
        text += hex[i % 2 == 0 ? value >> 4U : value & 15U];
    }
    return text;
}

std::string strong_etag(std::string_view octets) {
    constexpr std::size_t digits = 32;
    return '"' + sha256_digits(octets, digits) + '"';
}

}  // namespace nhaclich::http
