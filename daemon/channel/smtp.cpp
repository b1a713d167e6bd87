#include "channel/smtp.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>
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
        const SmtpRoute route{relay,    sender_.address.str(), sender_.domain,
                              patience, sender_.verp,          name_of(relay, relays.size() > 1)};
        const auto one = [route, sentence] { return worker(route, sentence); };
        relays_.push_back({static_cast<std::size_t>(relay.connections),
                           {},
                           std::make_unique<SenderThreads>(relay.connections, one)});
    }
}

Result<Payload> Smtp::encode(const message::Message& message, const plan::Address& to,
                             const reminder::DeliveryKey& key, int edition) const {
    return mail(sender_, message, to, key, edition);
}

bool Smtp::is_paused(const Relay& relay) const {
    return relay.breaker.paused_until(now_()).has_value();
}

bool Smtp::is_moving(const Relay& relay) const {
    const bool waits_for_trial = relay.breaker.on_probation() && relay.on_trial;
    return !waits_for_trial && !relay.threads->stands_still(patience_.standstill);
}

const Smtp::Relay* Smtp::next_relay() const {
    const auto found = std::ranges::find_if(
        relays_, [&](const Relay& relay) { return !is_paused(relay) && is_moving(relay); });
    return found == relays_.end() ? nullptr : &*found;
}

std::size_t Smtp::width() const {
    if (relays_.size() == 1) return relays_.front().connections;
    const auto* next = next_relay();
    std::size_t width = 0;
    for (const auto& relay : relays_)
        width += &relay == next ? relay.connections : relay.threads->busy();
    return std::max<std::size_t>(width, 1);
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
    if (doubtful != nullptr) doubtful->relay = next_relay() == nullptr;
}

boost::asio::awaitable<SendResult> Smtp::hand_over(Relay& relay, const Payload& payload,
                                                   Handover& handover) {
    const bool trial = relay.breaker.on_probation() && !relay.on_trial;
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
    // Where no other is well, who asks now has waited long enough: then those paused are tried too.
    const bool try_paused = next_relay() == nullptr;
    std::optional<SendResult> last;
    bool without_place = false;
    for (auto& relay : relays_) {
        if (!is_moving(relay) || (!try_paused && is_paused(relay))) continue;
        auto result = co_await hand_over(relay, payload, handover);
        if (std::holds_alternative<Unsent>(result)) {
            without_place = true;
            continue;
        }
        if (last) handover.passed_on.push_back(std::get<Deferred>(std::move(*last)));
        last = std::move(result);
        if (!next_may_try(*last)) co_return std::move(*last);
    }
    // A relay that is well had no place in time: the mail stays due.
    if (!last || without_place) co_return Unsent{};
    co_return std::move(*last);
}

}  // namespace nhaclich::channel
