#include "clock/sleep.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/system/system_error.hpp>

namespace nhaclich {

namespace asio = boost::asio;

asio::awaitable<void> end_when_asked() {
    co_await asio::this_coro::reset_cancellation_state(asio::enable_total_cancellation());
}

namespace {

asio::awaitable<void> ending_when_asked(asio::awaitable<void> task) {
    co_await end_when_asked();
    co_await std::move(task);
}

}  // namespace

asio::awaitable<void> sleep_until_or(Clock& clock, Instant when, Event& event) {
    using namespace asio::experimental::awaitable_operators;
    try {
        co_await (ending_when_asked(clock.sleep_until(when)) || ending_when_asked(event.wait()));
    } catch (const asio::multiple_exceptions&) {
        // Both ended by the one cancellation of the waiter.
        throw boost::system::system_error(asio::error::operation_aborted);
    }
}

}  // namespace nhaclich
