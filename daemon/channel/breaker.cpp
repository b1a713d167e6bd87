#include "channel/breaker.hpp"

#include <algorithm>

namespace nhaclich::channel {

namespace {
constexpr std::chrono::minutes shortest{1};
constexpr std::chrono::minutes longest{60};
}  // namespace

void Breaker::troubled(Instant now) {
    if (paused_until(now)) return;
    pause_ = std::clamp(2 * pause_, shortest, longest);
    until_ = now + pause_;
}

std::optional<Instant> Breaker::paused_until(Instant now) const {
    if (!until_ || now >= *until_ || *until_ - now > longest) return std::nullopt;
    return until_;
}

}  // namespace nhaclich::channel
