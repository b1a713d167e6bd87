#include "channel/webhook.hpp"

#include "channel/delivery_id.hpp"
#include "channel/webhook_envelope.hpp"
#include "channel/webhook_exchange.hpp"

#include <boost/asio/this_coro.hpp>
#include <utility>

namespace nhaclich::channel {

namespace asio = boost::asio;
Webhook::Webhook(config::WebhookSettings settings, std::function<Instant()> now, Sentence sentence)
    : settings_(std::move(settings)), now_(std::move(now)), sentence_(std::move(sentence)) {}

Result<Payload> Webhook::encode(const message::Message& message, const plan::Address& to,
                                const reminder::DeliveryKey& key, int edition) const {
    const auto no_facts = fail("channel.webhook-facts"_msg, {{"webhook", settings_.id.str()}});
    auto id = "msg_" + delivery_id(key, edition);
    if (!settings_.body) {
        auto body = webhook_envelope(message, to);
        if (!body) return no_facts;
        return Payload{std::move(id), std::move(*body), to};
    }
    const auto values = message::webhook_values(message.json, id, to.str());
    if (!values) return no_facts;
    return settings_.body->render(*values).map([&](std::string body) {
        return Payload{std::move(id), std::move(body), to};
    });
}

SendResult Webhook::told(const Error& error) const {
    return Deferred{answer_line(sentence_(error)), true, std::nullopt, true};
}

asio::awaitable<SendResult> Webhook::send(const Payload& payload, Handover&) {
    const auto request = webhook_request(settings_, payload, now_());
    if (!request) co_return told(request.error());
    WebhookExchange exchange(*request, payload.octets);
    if (!multi_) multi_.emplace(co_await asio::this_coro::executor);
    const auto code = co_await multi_->perform(exchange.easy());
    if (code != CURLE_OK && exchange.address_refused())
        co_return told(Error{"channel.webhook-address"_msg, {{"webhook", settings_.id.str()}}, {}});
    co_return classified(exchange.outcome(code), settings_.answer);
}

}  // namespace nhaclich::channel
