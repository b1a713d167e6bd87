#include "http/digest.hpp"

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

Sha256 sha256(std::string_view octets) {
    Sha256 digest{};
    if (EVP_Digest(octets.data(), octets.size(), digest.data(), nullptr, sha256_method(),
                   nullptr) != 1)
        throw std::runtime_error("OpenSSL has no SHA-256");
    return digest;
}

std::string hex(const Sha256& digest, std::size_t digits) {
    constexpr std::string_view hexadecimal = "0123456789abcdef";
    std::string text;
    for (std::size_t i = 0; i < digits; ++i) {
        const unsigned value = digest.at(i / 2);
        text += hexadecimal[i % 2 == 0 ? value >> 4U : value & 15U];
    }
    return text;
}

}  // namespace nhaclich::http
