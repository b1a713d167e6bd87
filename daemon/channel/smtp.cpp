#include "channel/smtp.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <stdexcept>
#include <utility>

namespace nhaclich::channel {

namespace {

Worker worker(const SmtpRoute& route, const Sentence& sentence) {
    auto connection = std::make_shared<SmtpConnection>(route, sentence);
    return Worker{[connection](const Payload& payload, const std::stop_token& stop) {
                      return connection->deliver(payload, stop);
                  },
                  [connection] { connection->rest(); }};
}

/// The relay is in trouble and has certainly not taken the mail.
bool next_may_try(const SendResult& result) {
    const auto* deferred = std::get_if<Deferred>(&result);
    return deferred != nullptr && deferred->relay;
}

SendResult named(SendResult result, const std::string& relay) {
    std::visit([&](auto& any) { any.answer = answer_line(relay + ": " + any.answer); }, result);
    return result;
}

}  // namespace

Smtp::Smtp(Sender sender, const std::vector<config::SmtpSettings>& relays,
           std::function<Instant()> now, const Sentence& sentence)
    : sender_(std::move(sender)), now_(std::move(now)) {
    if (relays.empty()) throw std::invalid_argument("mail needs a relay");
    if (relays.size() == 1) host_ = relays.front().host;
    for (const auto& relay : relays) {
        width_ = std::max(width_, static_cast<std::size_t>(relay.connections));
        const SmtpRoute route{relay, sender_.address.str(), sender_.domain, {}, sender_.verp};
        relays_.push_back({fmt::format("{}:{}", relay.host, relay.port),
                           {},
                           std::make_unique<SenderThreads>(relay.connections, [route, sentence] {
                               return worker(route, sentence);
                           })});
    }
}

Result<Payload> Smtp::encode(const message::Message& message, const plan::Address& to,
                             const reminder::DeliveryKey& key, int edition) const {
    return mail(sender_, message, to, key, edition);
}

bool Smtp::all_paused(Instant now) const {
    return std::ranges::all_of(
        relays_, [&](const Relay& relay) { return relay.breaker.paused_until(now).has_value(); });
}

void Smtp::give_back() {
    for (auto& relay : relays_) relay.threads->give_back();
}

boost::asio::awaitable<SendResult> Smtp::send(const Payload& payload, Handover& handover) {
    if (relays_.size() == 1) co_return co_await relays_.front().threads->send(payload, handover);
    // Who asks now has waited long enough: then every relay is tried.
    const bool try_all = all_paused(now_());
    SendResult last = Deferred{{}, true, std::nullopt};
    for (auto& relay : relays_) {
        if (!try_all && relay.breaker.paused_until(now_())) continue;
        auto result = co_await relay.threads->send(payload, handover);
        if (std::holds_alternative<Unsent>(result)) co_return result;
        const bool go_on = next_may_try(result);
        if (go_on || std::holds_alternative<Doubtful>(result))
            relay.breaker.troubled(now_());
        else
            relay.breaker.well();
        last = named(std::move(result), relay.name);
        if (!go_on) break;
    }
    co_return last;
}

}  // namespace nhaclich::channel
