#include "support/virtual_clock.hpp"

#include <algorithm>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace nhaclich::test {

namespace asio = boost::asio;

VirtualClock::VirtualClock(asio::io_context& loop, Instant now)
    : loop_(loop), work_(asio::make_work_guard(loop)), now_(now) {}

asio::awaitable<bool> VirtualClock::slept_until(Instant when) {
    if (when <= now_) co_return true;
    const auto place = sleepers_.emplace(
        sleepers_.end(),
        Sleeper{when, asio::steady_timer(loop_, asio::steady_timer::time_point::max())});
    boost::system::error_code error;
    co_await place->timer.async_wait(asio::redirect_error(asio::use_awaitable, error));
    const bool woken = place->woken;
    sleepers_.erase(place);
    co_return woken;
}

void VirtualClock::wake(Sleeper& sleeper) {
    sleeper.woken = true;
    sleeper.timer.cancel();
}

void VirtualClock::settle() {
    while (loop_.poll() > 0) {
    }
}

void VirtualClock::run_until(Instant end) {
    settle();
    while (true) {
        const auto next = std::ranges::min_element(sleepers_, {}, &Sleeper::when);
        if (next == sleepers_.end() || next->when > end) break;
        now_ = std::max(now_, next->when);
        wake(*next);
        settle();
    }
    now_ = std::max(now_, end);
    settle();
}

void VirtualClock::set(Instant now) {
    now_ = now;
    for (auto& sleeper : sleepers_) wake(sleeper);
    settle();
}

}  // namespace nhaclich::test
