// Time that passes only when a test says so: the Clock of scenarios and unit tests.
#pragma once

#include "clock/clock.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <list>

namespace nhaclich::test {

class VirtualClock final : public Clock {
  public:
    VirtualClock(boost::asio::io_context& loop, Instant now);

    Instant now() const override { return now_; }
    boost::asio::awaitable<bool> slept_until(Instant when) override;

    /// Lets everything that is ready run, then moves to the earliest sleeper, until `end` is
    /// reached.
    void run_until(Instant end);
    /// Lets everything that is ready run; no time passes.
    void settle();
    /// As if somebody set the clock: every sleeper is woken early.
    void set(Instant now);

  private:
    struct Sleeper {
        Instant when;
        boost::asio::steady_timer timer;
        bool woken = false;
    };
    static void wake(Sleeper& sleeper);

    boost::asio::io_context& loop_;
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
    Instant now_;
    std::list<Sleeper> sleepers_;
};

}  // namespace nhaclich::test
