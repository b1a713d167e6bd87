// The seam to time: what now is, and sleeping until an instant.
// In: an instant. Out: completion. Twins: SystemClock (timerfd), VirtualClock (tests).
#pragma once

#include "base/instant.hpp"

#include <boost/asio/awaitable.hpp>

namespace nhaclich {

class Clock {
  public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
    /// Completes at `when`, or early, as after a jump of the wall clock: callers ask now() again.
    /// False once cancelled. One thread: that of the loop.
    virtual boost::asio::awaitable<bool> slept_until(Instant when) = 0;
    /// Likewise, but cancelled it throws boost::system::system_error(operation_aborted).
    boost::asio::awaitable<void> sleep_until(Instant when);
};

}  // namespace nhaclich
