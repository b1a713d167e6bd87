#include "clock/sleep.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/system/system_error.hpp>
#include <variant>

namespace nhaclich {

namespace asio = boost::asio;

asio::awaitable<void> end_when_asked() {
    co_await asio::this_coro::reset_cancellation_state(asio::enable_total_cancellation());
}

namespace {

asio::awaitable<bool> ending_when_asked(asio::awaitable<bool> task) {
    co_await end_when_asked();
    co_return co_await std::move(task);
}

}  // namespace

asio::awaitable<void> Clock::sleep_until(Instant when) {
    const bool slept = co_await slept_until(when);
    if (!slept) throw boost::system::system_error(asio::error::operation_aborted);
}

asio::awaitable<void> sleep_until_or(Clock& clock, Instant when, Event& event) {
    using namespace asio::experimental::awaitable_operators;
    // Of the two one is cancelled every time, so neither throws for it.
    const auto first =
        co_await (ending_when_asked(clock.slept_until(when)) || ending_when_asked(event.woken()));
    const bool done = std::visit([](bool complete) { return complete; }, first);
    if (!done) throw boost::system::system_error(asio::error::operation_aborted);
}

}  // namespace nhaclich
