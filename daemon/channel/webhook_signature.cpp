#include "channel/webhook_signature.hpp"

#include "crypto/crypto.hpp"

#include <fmt/format.h>
#include <optional>

namespace nhaclich::channel {

namespace {

std::optional<Secret> webhook_key(std::string_view word) {
    constexpr std::string_view prefix = "whsec_";
    if (!word.starts_with(prefix)) return std::nullopt;
    auto key = crypto::from_base64(word.substr(prefix.size()));
    if (!key || key->size() < 24 || key->size() > 64) return std::nullopt;
    return Secret(std::move(*key));
}

}  // namespace

Result<std::vector<Secret>> webhook_keys(const Secret& text) {
    constexpr std::string_view blank = " \t\r\n";
    std::string_view rest = text.reveal();
    std::vector<Secret> keys;
    for (;;) {
        rest.remove_prefix(std::min(rest.find_first_not_of(blank), rest.size()));
        if (rest.empty()) break;
        const auto word = rest.substr(0, rest.find_first_of(blank));
        auto key = webhook_key(word);
        if (!key) return fail("channel.webhook-secret"_msg);
        keys.push_back(std::move(*key));
        rest.remove_prefix(word.size());
    }
    if (keys.empty()) return fail("channel.webhook-secret"_msg);
    return keys;
}

std::string webhook_signature(const std::vector<Secret>& keys, std::string_view id, Instant at,
                              std::string_view body) {
    const auto content = fmt::format("{}.{}.{}", id, at.time_since_epoch().count(), body);
    std::string signatures;
    for (const auto& key : keys) {
        if (!signatures.empty()) signatures += ' ';
        signatures += "v1," + crypto::base64(crypto::hmac_sha256(key, content));
    }
    return signatures;
}

}  // namespace nhaclich::channel
