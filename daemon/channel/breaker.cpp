#include "channel/breaker.hpp"

#include <algorithm>

namespace nhaclich::channel {

namespace {
constexpr std::chrono::minutes shortest{1};
constexpr std::chrono::minutes longest{15};
constexpr std::chrono::hours longest_asked{1};
}  // namespace

void Breaker::troubled(Instant now, std::chrono::seconds asked) {
    const auto before = paused_until(now);
    if (!before) pause_ = std::clamp(2 * pause_, shortest, longest);
    const auto planned = before.value_or(now + pause_);
    until_ = std::max(planned, now + std::min<std::chrono::seconds>(asked, longest_asked));
}

std::optional<Instant> Breaker::paused_until(Instant now) const {
    if (!until_ || now >= *until_ || *until_ - now > longest_asked) return std::nullopt;
    return until_;
}

}  // namespace nhaclich::channel
