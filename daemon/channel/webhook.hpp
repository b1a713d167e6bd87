// A POST of a reminder to one endpoint: signed facts (Standard Webhooks 1.0), or a text in the form
// a service documents. In: messages, an address the endpoint knows its reader by. Out: a body; what
// the endpoint answered.
#pragma once

#include "channel/answer.hpp"
#include "channel/channel.hpp"
#include "channel/curl_multi.hpp"
#include "config/settings.hpp"

#include <functional>
#include <optional>

namespace nhaclich::channel {

class Webhook final : public Channel {
  public:
    Webhook(config::WebhookSettings settings, std::function<Instant()> now, Sentence sentence);
    /// "channel.webhook-facts": the message carries no JSON object, a bug of its maker;
    /// "template.…": so would a body be that does not render, since it was tried when it was read.
    Result<Payload> encode(const message::Message& message, const plan::Address& to,
                           const reminder::DeliveryKey& key, int edition) const override;
    using Channel::send;
    boost::asio::awaitable<SendResult> send(const Payload& payload, Handover& handover) override;

  private:
    SendResult told(const Error& error) const;

    config::WebhookSettings settings_;
    std::function<Instant()> now_;
    Sentence sentence_;
    std::optional<CurlMulti> multi_;  ///< on the loop of the first send
};

}  // namespace nhaclich::channel
