#include "clock/event.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

namespace nhaclich {

namespace asio = boost::asio;

asio::awaitable<bool> Event::woken() {
    if (!set_) {
        if (!parked_) {
            const auto executor = co_await asio::this_coro::executor;
            parked_ = std::make_unique<asio::steady_timer>(executor);
        }
        parked_->expires_at(asio::steady_timer::time_point::max());
        boost::system::error_code error;
        co_await parked_->async_wait(asio::redirect_error(asio::use_awaitable, error));
        // A wake cancels the timer too; only without one it was a cancellation of the waiter.
        if (!set_) co_return false;
    }
    set_ = false;
    co_return true;
}

asio::awaitable<void> Event::wait() {
    const bool is_woken = co_await woken();
    if (!is_woken) throw boost::system::system_error(asio::error::operation_aborted);
}

}  // namespace nhaclich
