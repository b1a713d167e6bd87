#include "channel/webhook_request.hpp"

#include "channel/curl.hpp"
#include "channel/public_address.hpp"
#include "channel/secret_file.hpp"
#include "channel/webhook_signature.hpp"
#include "config/placeholders.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <utility>

namespace nhaclich::channel {

namespace {

using config::WebhookSettings;
using Values = std::map<std::string, std::string, std::less<>>;

/// A part of a URL, or nothing if it has none.
std::optional<std::string> part(CURLU* url, CURLUPart which) {
    char* text = nullptr;
    if (curl_url_get(url, which, &text, 0) != CURLUE_OK) return std::nullopt;
    const std::unique_ptr<char, decltype(&curl_free)> owner(text, &curl_free);
    return std::string(owner.get());
}

Result<Secret> token_from(const WebhookSettings& settings) {
    if (settings.token_file.empty()) return Secret();
    auto token = secret_from(settings.token_file);
    if (!token) return token;
    const auto visible = [](char c) { return c > ' ' && c <= '~'; };
    if (std::ranges::all_of(token->reveal(), visible)) return token;
    return fail("channel.webhook-token"_msg,
                {{"webhook", settings.id.str()}, {"file", settings.token_file}});
}

/// For a path or a query (RFC 3986 2.1): only what has no meaning there stays. A token of Telegram
/// has its ":" as its documentation writes it.
std::string percent_encoded(std::string_view text) {
    constexpr std::string_view unreserved =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:";
    std::string result;
    for (const char c : text)
        if (unreserved.find(c) != std::string_view::npos)
            result += c;
        else
            result += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    return result;
}

Result<Secret> url_of(const WebhookSettings& settings, const Secret& token,
                      const Payload& payload) {
    if (!settings.url_file.empty()) return secret_from(settings.url_file);
    return Secret(config::filled(settings.url, {{"token", percent_encoded(token.reveal())},
                                                {"to", percent_encoded(payload.to.str())}}));
}

/// An error page repeats the path or a part of it. A part as long as a key is taken for one.
void hide_parts(const Secret& url, std::vector<Secret>& hidden) {
    constexpr std::size_t shortest_key = 12;
    hidden.push_back(url);
    std::string_view rest = url.reveal();
    while (!rest.empty()) {
        const auto end = std::min(rest.find_first_of("/?&="), rest.size());
        if (end >= shortest_key) hidden.emplace_back(std::string(rest.substr(0, end)));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
}

std::vector<Secret> hidden_of(const WebhookSettings& settings, const Secret& token,
                              const Secret& url) {
    std::vector<Secret> hidden;
    if (!token.empty()) {
        hidden.push_back(token);
        hidden.emplace_back(percent_encoded(token.reveal()));
    }
    if (!settings.url_file.empty()) hide_parts(url, hidden);
    // The whole before its parts.
    std::ranges::stable_sort(hidden, std::greater{},
                             [](const Secret& one) { return one.reveal().size(); });
    return hidden;
}

Result<void> add_signature(WebhookRequest& request, const WebhookSettings& settings,
                           const Payload& payload, Instant now) {
    if (settings.secret_file.empty()) return {};
    const auto keys = secret_from(settings.secret_file).and_then(webhook_keys);
    if (!keys) return tl::unexpected(keys.error());
    const auto add = [&](std::string line) { request.headers.emplace_back(std::move(line)); };
    add("webhook-id: " + payload.message_id);
    add(fmt::format("webhook-timestamp: {}", now.time_since_epoch().count()));
    add("webhook-signature: " + webhook_signature(*keys, payload.message_id, now, payload.octets));
    return {};
}

}  // namespace

Result<Reach> reach_of(const WebhookSettings& settings, const std::string& url_text) {
    const auto wrong = fail("channel.webhook-url"_msg, {{"webhook", settings.id.str()}});
    const CurlUrl url(curl_url());
    if (curl_url_set(url.get(), CURLUPART_URL, url_text.c_str(), 0) != CURLUE_OK) return wrong;
    if (part(url.get(), CURLUPART_USER) || part(url.get(), CURLUPART_PASSWORD)) return wrong;
    const auto scheme = part(url.get(), CURLUPART_SCHEME);
    const Reach reach{scheme == "https", settings.allow_loopback, settings.allow_networks};
    const bool inside = reach.loopback || !reach.networks.empty();
    if (scheme == "https" || (scheme == "http" && inside)) return reach;
    return wrong;
}

bool is_within(const Reach& reach, const boost::asio::ip::address& address) {
    return (reach.internet && is_public(address)) || (reach.loopback && is_loopback(address)) ||
           is_in_any(reach.networks, address);
}

Result<WebhookRequest> webhook_request(const WebhookSettings& settings, const Payload& payload,
                                       Instant now) {
    const auto token = token_from(settings);
    if (!token) return tl::unexpected(token.error());
    auto url = url_of(settings, *token, payload);
    if (!url) return tl::unexpected(url.error());
    const auto reach = reach_of(settings, url->reveal());
    if (!reach) return tl::unexpected(reach.error());
    WebhookRequest request{*url, *reach, {}, hidden_of(settings, *token, *url)};
    request.headers.emplace_back("Content-Type: " + settings.content_type);
    request.headers.emplace_back("Expect:");  // no 100-continue: one round trip less
    const Values values{{"token", token->reveal()}};
    for (const auto& [name, value] : settings.headers)
        request.headers.emplace_back(name + ": " + config::filled(value, values));
    const auto added = add_signature(request, settings, payload, now);
    if (!added) return tl::unexpected(added.error());
    return request;
}

std::string without(const std::vector<Secret>& hidden, std::string text) {
    constexpr std::string_view shown = "•••";
    for (const auto& secret : hidden) {
        const auto& word = secret.reveal();
        if (word.empty()) continue;
        for (auto at = text.find(word); at != std::string::npos;
             at = text.find(word, at + shown.size()))
            text.replace(at, word.size(), shown);
    }
    return text;
}

}  // namespace nhaclich::channel
