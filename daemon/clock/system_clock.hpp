// The real clock: CLOCK_REALTIME, and sleeping on a timerfd that notices when the clock is set.
// In: an instant. Out: completion at it, or early when somebody sets the clock.
#pragma once

#include "clock/clock.hpp"

namespace nhaclich {

/// Sleeps on CLOCK_REALTIME with TFD_TIMER_CANCEL_ON_SET (timerfd_create(2)): no polling where
/// there is a descriptor for it, woken at once by a jump.
class SystemClock final : public Clock {
  public:
    Instant now() const override;
    boost::asio::awaitable<bool> slept_until(Instant when) override;
};

}  // namespace nhaclich
