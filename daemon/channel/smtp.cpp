#include "channel/smtp.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <ranges>
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

/// Of several on one host the port tells which.
std::string name_of(const config::SmtpSettings& relay, bool several) {
    return several ? fmt::format("{}:{}", relay.host, relay.port) : relay.host;
}

}  // namespace

Smtp::Smtp(Sender sender, const std::vector<config::SmtpSettings>& relays,
           std::function<Instant()> now, const Sentence& sentence, const SmtpPatience& patience)
    : sender_(std::move(sender)), now_(std::move(now)), patience_(patience) {
    if (relays.empty()) throw std::invalid_argument("mail needs a relay");
    for (const auto& relay : relays) {
        width_ += static_cast<std::size_t>(relay.connections);
        const SmtpRoute route{relay,    sender_.address.str(), sender_.domain,
                              patience, sender_.verp,          name_of(relay, relays.size() > 1)};
        const auto one = [route, sentence] { return worker(route, sentence); };
        relays_.push_back({{}, std::make_unique<SenderThreads>(relay.connections, one)});
    }
}

Result<Payload> Smtp::encode(const message::Message& message, const plan::Address& to,
                             const reminder::DeliveryKey& key, int edition) const {
    return mail(sender_, message, to, key, edition);
}

bool Smtp::all_paused() const {
    return std::ranges::all_of(relays_, [&](const Relay& relay) {
        return relay.breaker.paused_until(now_()).has_value();
    });
}

bool Smtp::is_free(const Relay& relay, Asked asked) const {
    if (asked == Asked::those_well && relay.breaker.paused_until(now_())) return false;
    if (relay.breaker.on_probation() && relay.on_trial) return false;
    return !relay.threads->stands_still(patience_.standstill);
}

void Smtp::give_back() {
    for (auto& relay : relays_) relay.threads->give_back();
}

/// What one relay says pauses that one, and the channel only when no other is well.
void Smtp::judge(Relay& relay, SendResult& result) const {
    auto* doubtful = std::get_if<Doubtful>(&result);
    if (std::holds_alternative<Unsent>(result)) return;
    if (doubtful == nullptr && !next_may_try(result)) {
        relay.breaker.well();
        return;
    }
    relay.breaker.troubled(now_());
    if (doubtful != nullptr) doubtful->relay = all_paused();
}

boost::asio::awaitable<SendResult> Smtp::hand_over(Relay& relay, const Payload& payload,
                                                   Handover& handover) {
    const bool trial = relay.breaker.on_probation();
    const auto end_of_trial = [&relay, trial](void*) {
        if (trial) relay.on_trial = false;
    };
    if (trial) relay.on_trial = true;
    const std::unique_ptr<void, decltype(end_of_trial)> trying(&relay, end_of_trial);
    auto result = co_await relay.threads->send(payload, handover);
    judge(relay, result);
    co_return result;
}

boost::asio::awaitable<SendResult> Smtp::send(const Payload& payload, Handover& handover) {
    if (relays_.size() == 1) co_return co_await relays_.front().threads->send(payload, handover);
    // Who asks now has waited long enough: then every relay is tried.
    const auto asked = all_paused() ? Asked::all : Asked::those_well;
    const auto is_free = [&](const Relay& relay) { return this->is_free(relay, asked); };
    std::optional<SendResult> last;
    for (auto& relay : relays_ | std::views::filter(is_free)) {
        auto result = co_await hand_over(relay, payload, handover);
        // Without a place at the second, what the first said is the answer.
        if (last && std::holds_alternative<Unsent>(result)) break;
        if (last) handover.passed_on.push_back(std::get<Deferred>(std::move(*last)));
        last = std::move(result);
        if (!next_may_try(*last)) break;
    }
    if (last) co_return std::move(*last);
    // Those that are not paused are all busy: it waits for a place there.
    const auto busy = std::ranges::find_if(
        relays_, [&](const Relay& relay) { return !relay.breaker.paused_until(now_()); });
    auto& relay = busy == relays_.end() ? relays_.front() : *busy;
    co_return co_await hand_over(relay, payload, handover);
}

}  // namespace nhaclich::channel
