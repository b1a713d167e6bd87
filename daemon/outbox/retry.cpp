#include "outbox/retry.hpp"

#include <algorithm>
#include <array>
#include <functional>

namespace nhaclich::outbox {

namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::array pauses{minutes{1}, minutes{5}, minutes{15}, minutes{30}, minutes{60}};

/// 0 to 40 percent, always the same for a delivery and attempt.
int percent(const reminder::Delivery& delivery, int attempts) {
    const auto& key = delivery.key;
    const auto share = std::hash<std::string>{}(
        key.occurrence.entry.str() + iso(key.occurrence.nominal) + key.rule + key.member.str() +
        key.channel.str() + std::to_string(attempts));
    constexpr std::size_t steps = 41;
    return static_cast<int>(share % steps);
}

std::optional<Instant> while_of_use(Instant next, Instant useful_until, Instant now) {
    if (next < useful_until) return next;
    constexpr minutes shortest{1};
    const auto half = std::chrono::floor<seconds>((useful_until - now) / 2);
    if (half < shortest) return std::nullopt;
    return now + half;
}

}  // namespace

std::optional<Instant> next_attempt(const reminder::Delivery& delivery, int attempts, Instant now,
                                    std::optional<seconds> retry_after) {
    constexpr seconds asked_at_most = hours{1};
    const auto step = static_cast<std::size_t>(std::max(attempts, 1)) - 1;
    const seconds planned = pauses.at(std::min(step, pauses.size() - 1));
    seconds pause = planned + planned * (percent(delivery, attempts) - 20) / 100;
    if (retry_after) pause = std::clamp(*retry_after, pause, std::max(2 * pause, asked_at_most));
    return while_of_use(now + pause, delivery.useful_until, now);
}

std::optional<Instant> after_trouble(const reminder::Delivery& delivery, Instant now,
                                     Instant paused_until) {
    const auto overdue = std::chrono::floor<seconds>(now - delivery.due);
    const auto own = std::clamp<seconds>(overdue, minutes{1}, minutes{15});
    const auto pause = std::max<seconds>(std::chrono::ceil<seconds>(paused_until - now), own);
    const seconds behind = std::max(seconds{1}, pause * percent(delivery, 0) / 200);
    return while_of_use(now + pause + behind, delivery.useful_until, now);
}

}  // namespace nhaclich::outbox
