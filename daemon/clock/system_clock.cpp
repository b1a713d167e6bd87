#include "clock/system_clock.hpp"

#include <algorithm>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/error_code.hpp>
#include <sys/timerfd.h>
#include <unistd.h>

namespace nhaclich {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::seconds look_again{60};

Instant wall_clock() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

/// A timer of the wall clock takes a descriptor; without one, callers look again now and then.
asio::awaitable<bool> slept_a_little(Instant when) {
    asio::steady_timer timer(co_await asio::this_coro::executor);
    timer.expires_after(std::min(when - wall_clock(), look_again));
    boost::system::error_code fault;
    co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, fault));
    co_return !fault;
}

/// Set for `when`; not open where the system gives none.
asio::posix::stream_descriptor timer_for(const asio::any_io_executor& executor, Instant when) {
    asio::posix::stream_descriptor timer(executor);
    const int descriptor = ::timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);
    if (descriptor < 0) return timer;
    boost::system::error_code fault;
    timer.assign(descriptor, fault);
    if (fault) {
        ::close(descriptor);
        return timer;
    }
    itimerspec setting{};
    // All zero would disarm it; an instant long past completes at once either way.
    setting.it_value.tv_sec = std::max<std::int64_t>(when.time_since_epoch().count(), 1);
    constexpr int flags = TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET;
    if (::timerfd_settime(descriptor, flags, &setting, nullptr) != 0) timer.close(fault);
    return timer;
}

}  // namespace

Instant SystemClock::now() const { return wall_clock(); }

asio::awaitable<bool> SystemClock::slept_until(Instant when) {
    auto timer = timer_for(co_await asio::this_coro::executor, when);
    if (!timer.is_open()) co_return co_await slept_a_little(when);
    // Readable when it expires, and when the clock was set (read would then say ECANCELED): either
    // way look again.
    boost::system::error_code fault;
    co_await timer.async_wait(asio::posix::stream_descriptor::wait_read,
                              asio::redirect_error(asio::use_awaitable, fault));
    if (!fault || fault == asio::error::operation_aborted) co_return !fault;
    co_return co_await slept_a_little(when);
}

}  // namespace nhaclich
