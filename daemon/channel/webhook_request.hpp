// What one attempt at a webhook asks for: address, headers, and what of them nobody may read.
// In: settings, a payload, the secrets in their files at this moment. Out: a request that cannot
// break its frame.
#pragma once

#include "base/secret.hpp"
#include "channel/channel.hpp"
#include "config/settings.hpp"

#include <boost/asio/ip/address.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace nhaclich::channel {

/// Which addresses a webhook may connect to.
struct Reach {
    bool internet = false;
    bool loopback = false;
    std::vector<std::string> networks = {};  ///< config::is_ip_network()
};
bool is_within(const Reach& reach, const boost::asio::ip::address& address);

/// https to the internet; with allow_loopback also to this machine, with allow_networks also to
/// those; and http to these two alone. No user or password in the URL. "channel.webhook-url".
Result<Reach> reach_of(const config::WebhookSettings& settings, const std::string& url);

struct WebhookRequest {
    Secret url;
    Reach reach;
    std::vector<Secret> headers;  ///< "Name: value"
    std::vector<Secret> hidden;   ///< what an answer that repeats it must not bring into the ledger
};

/// Reads the files of the settings. Errors: those of secret_from(), "channel.webhook-secret",
/// "channel.webhook-token" (a space, a control or foreign character), "channel.webhook-url".
Result<WebhookRequest> webhook_request(const config::WebhookSettings& settings,
                                       const Payload& payload, Instant now);

/// The text with every secret in it replaced by "•••".
std::string without(const std::vector<Secret>& hidden, std::string text);

}  // namespace nhaclich::channel
