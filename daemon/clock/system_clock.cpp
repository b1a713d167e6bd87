#include "clock/system_clock.hpp"

#include <algorithm>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>
#include <cerrno>
#include <sys/timerfd.h>

namespace nhaclich {

namespace asio = boost::asio;

namespace {

[[noreturn]] void fail_with_errno(const char* what) {
    throw boost::system::system_error(errno, boost::system::system_category(), what);
}

}  // namespace

Instant SystemClock::now() const {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

asio::awaitable<bool> SystemClock::slept_until(Instant when) {
    const auto executor = co_await asio::this_coro::executor;
    asio::posix::stream_descriptor timer(
        executor, ::timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC));
    itimerspec setting{};
    // All zero would disarm it; an instant long past completes at once either way.
    setting.it_value.tv_sec = std::max<std::int64_t>(when.time_since_epoch().count(), 1);
    constexpr int flags = TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET;
    if (::timerfd_settime(timer.native_handle(), flags, &setting, nullptr) != 0)
        fail_with_errno("timerfd_settime");
    // Readable when it expires, and when the clock was set (read would then say ECANCELED): either
    // way look again.
    boost::system::error_code fault;
    co_await timer.async_wait(asio::posix::stream_descriptor::wait_read,
                              asio::redirect_error(asio::use_awaitable, fault));
    if (fault && fault != asio::error::operation_aborted)
        throw boost::system::system_error(fault, "timerfd");
    co_return !fault;
}

}  // namespace nhaclich
