#include "service/feed_tokens.hpp"

#include "crypto/crypto.hpp"
#include "http/token.hpp"

namespace nhaclich::service {

namespace {

constexpr std::size_t token_octets = 32;
constexpr std::string_view file = "/calendar.ics";

}  // namespace

std::string new_feed_token() { return crypto::base64url(crypto::random_octets(token_octets)); }

std::string digest_of(std::string_view token) { return crypto::hex(crypto::sha256(token)); }

std::string feed_url(const std::string& base_url, std::string_view token) {
    return base_url + std::string(http::personal_path) + std::string(token) + std::string(file);
}

bool is_calendar(std::string_view path) { return path.ends_with(file); }

}  // namespace nhaclich::service
