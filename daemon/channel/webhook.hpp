// A signed POST of a reminder's facts to one endpoint (Standard Webhooks 1.0).
// In: messages, an address the endpoint knows its reader by. Out: a JSON body; what the endpoint
// answered.
#pragma once

#include "channel/answer.hpp"
#include "channel/channel.hpp"
#include "channel/curl_multi.hpp"
#include "config/settings.hpp"

#include <functional>
#include <optional>
#include <string>

namespace nhaclich::channel {

/// Which addresses a webhook may connect to.
enum class Reach { internet, internet_and_loopback, loopback };

/// https to the internet; with allow_loopback also to this machine, and http to this machine alone.
/// No user or password in the URL. "channel.webhook-url".
Result<Reach> reach_of(const config::WebhookSettings& settings);

class Webhook final : public Channel {
  public:
    Webhook(config::WebhookSettings settings, Reach reach, std::function<Instant()> now,
            Sentence sentence);
    /// "channel.webhook-facts": the message carries no JSON object, a bug of its maker.
    Result<Payload> encode(const message::Message& message, const plan::Address& to,
                           const reminder::DeliveryKey& key, int edition) const override;
    boost::asio::awaitable<SendResult> send(const Payload& payload) override;

  private:
    class Exchange;
    Result<std::string> signature(const Payload& payload, Instant at) const;
    SendResult told(const Error& error) const;
    SendResult address_refused() const;

    config::WebhookSettings settings_;
    Reach reach_;
    std::function<Instant()> now_;
    Sentence sentence_;
    std::optional<CurlMulti> multi_;  ///< on the loop of the first send
};

}  // namespace nhaclich::channel
