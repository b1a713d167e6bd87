#include "crypto/crypto.hpp"

#include <algorithm>
#include <array>
#include <boost/algorithm/hex.hpp>
#include <iterator>
#include <memory>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <stdexcept>

namespace nhaclich::crypto {

namespace {

const unsigned char* bytes(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

bool base64_digit(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' ||
           c == '/';
}

/// Fetched once: EVP_sha256() is looked up among the providers at each use.
const EVP_MD* sha256_method() {
    static const std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> method(
        EVP_MD_fetch(nullptr, "SHA256", nullptr), &EVP_MD_free);
    return method.get();
}

}  // namespace

Sha256 sha256(std::string_view octets) {
    Sha256 digest{};
    static_assert(digest.size() == SHA256_DIGEST_LENGTH);
    if (EVP_Digest(octets.data(), octets.size(), digest.data(), nullptr, sha256_method(),
                   nullptr) != 1)
        throw std::runtime_error("OpenSSL has no SHA-256");
    return digest;
}

std::string hex(const Sha256& digest, std::size_t digits) {
    std::string text;
    text.reserve(2 * digest.size());
    boost::algorithm::hex_lower(digest, std::back_inserter(text));
    text.resize(std::min(digits, text.size()));
    return text;
}

std::string sha256_hex(std::string_view octets) { return hex(sha256(octets)); }

std::string hmac_sha256(const Secret& key, std::string_view octets) {
    std::string mac(EVP_MAX_MD_SIZE, '\0');
    unsigned int size = 0;
    const auto& raw = key.reveal();
    if (HMAC(sha256_method(), raw.data(), static_cast<int>(raw.size()), bytes(octets),
             octets.size(), bytes(mac), &size) == nullptr)
        throw std::runtime_error("OpenSSL has no HMAC");
    mac.resize(size);
    return mac;
}

std::string base64(std::string_view octets) {
    std::string text((octets.size() + 2) / 3 * 4 + 1, '\0');  // EVP_EncodeBlock ends with a NUL
    const int size = EVP_EncodeBlock(bytes(text), bytes(octets), static_cast<int>(octets.size()));
    text.resize(static_cast<std::size_t>(size));
    return text;
}

std::string base64url(std::string_view octets) {
    auto text = base64(octets);
    text.resize(std::min(text.find('='), text.size()));
    std::ranges::replace(text, '+', '-');
    std::ranges::replace(text, '/', '_');
    return text;
}

std::string random_octets(std::size_t count) {
    std::string octets(count, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char*>(octets.data()), static_cast<int>(count)) != 1)
        throw std::runtime_error("no random numbers");
    return octets;
}

std::optional<std::string> from_base64(std::string_view text) {
    const auto digits = text.substr(0, text.find('='));
    const auto padding = text.size() - digits.size();
    if (text.size() % 4 != 0 || padding > 2) return std::nullopt;
    if (!std::all_of(digits.begin(), digits.end(), base64_digit)) return std::nullopt;
    if (text.substr(digits.size()) != std::string_view("==").substr(0, padding))
        return std::nullopt;
    std::string octets(text.size() / 4 * 3, '\0');
    if (EVP_DecodeBlock(bytes(octets), bytes(text), static_cast<int>(text.size())) < 0)
        return std::nullopt;
    octets.resize(octets.size() - padding);
    return octets;
}

std::optional<std::string> from_base64url(std::string_view text) {
    if (text.find_first_of("+/=") != std::string_view::npos) return std::nullopt;
    std::string plain(text);
    std::ranges::replace(plain, '-', '+');
    std::ranges::replace(plain, '_', '/');
    return from_base64(plain);
}

bool are_same(std::string_view a, std::string_view b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace nhaclich::crypto
