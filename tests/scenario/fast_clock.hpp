// A clock that is an hour ahead of another: a mistake for the simulator to find.
// In: a clock. Out: another.
#pragma once

#include "support/virtual_clock.hpp"

#include <chrono>

namespace nhaclich::test {

class FastClock final : public Clock {
  public:
    explicit FastClock(VirtualClock& clock) : clock_(clock) {}
    Instant now() const override { return clock_.now() + ahead; }
    boost::asio::awaitable<bool> slept_until(Instant when) override {
        return clock_.slept_until(when - ahead);
    }

  private:
    static constexpr std::chrono::hours ahead{1};
    VirtualClock& clock_;
};

}  // namespace nhaclich::test
