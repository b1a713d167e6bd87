#include "service/feed_tokens.hpp"

#include "http/personal.hpp"

namespace nhaclich::service {

namespace {

constexpr std::size_t token_octets = 32;
constexpr std::string_view file = "/calendar.ics";

}  // namespace

std::string new_feed_token() { return channel::base64url(channel::random_octets(token_octets)); }

channel::Sha256 raw_digest_of(std::string_view token) { return channel::sha256(token); }

std::string digest_of(std::string_view token) { return channel::hex(raw_digest_of(token)); }

std::string feed_url(const std::string& base_url, std::string_view token) {
    return base_url + std::string(http::personal_path) + std::string(token) + std::string(file);
}

std::optional<std::string_view> token_in(std::string_view path) {
    if (!path.starts_with(http::personal_path) || !path.ends_with(file)) return std::nullopt;
    path.remove_prefix(http::personal_path.size());
    if (path.size() <= file.size()) return std::nullopt;
    path.remove_suffix(file.size());
    return path;
}

}  // namespace nhaclich::service
