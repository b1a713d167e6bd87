#include "outbox/retry.hpp"

#include <algorithm>
#include <array>
#include <functional>

namespace nhaclich::outbox {

namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::array pauses{minutes{1}, minutes{5}, minutes{15}, minutes{30}, minutes{60}};

/// -20 to +20 percent, always the same for a delivery and attempt.
seconds jitter(const reminder::Delivery& delivery, int attempts, seconds pause) {
    const auto& key = delivery.key;
    const auto share = std::hash<std::string>{}(
        key.occurrence.entry.str() + iso(key.occurrence.nominal) + key.rule + key.member.str() +
        key.channel.str() + std::to_string(attempts));
    constexpr std::size_t steps = 41;
    return pause * (static_cast<int>(share % steps) - 20) / 100;
}

}  // namespace

std::optional<Instant> next_attempt(const reminder::Delivery& delivery, int attempts, Instant now,
                                    std::optional<seconds> retry_after) {
    const auto step = static_cast<std::size_t>(std::max(attempts, 1)) - 1;
    const seconds planned = pauses.at(std::min(step, pauses.size() - 1));
    seconds pause = planned + jitter(delivery, attempts, planned);
    if (retry_after) pause = std::clamp(*retry_after, pause, 2 * pause);
    const Instant next = now + pause;
    if (next >= delivery.useful_until) return std::nullopt;
    return next;
}

}  // namespace nhaclich::outbox
