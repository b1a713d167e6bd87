#include "http/token.hpp"

#include <algorithm>

namespace nhaclich::http {

namespace {

bool is_of_token(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '_';
}

}  // namespace

std::optional<std::string_view> token_in(std::string_view path) {
    constexpr std::size_t characters = 43;
    if (!path.starts_with(personal_path)) return std::nullopt;
    path.remove_prefix(personal_path.size());
    if (path.size() <= characters || path[characters] != '/') return std::nullopt;
    const auto token = path.substr(0, characters);
    return std::ranges::all_of(token, is_of_token) ? std::optional(token) : std::nullopt;
}

std::string fingerprint(const crypto::Sha256& digest) {
    constexpr std::size_t digits = 8;
    return crypto::hex(digest, digits);
}

}  // namespace nhaclich::http
