// Work that may wait a moment for its like, so that one commit serves many.
// In: waiters. Out: they go on together.
#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <memory>

namespace nhaclich::store::sqlite {

/// One thread.
class Gathering {
  public:
    /// Until the first of those who wait has waited long enough, or they are many.
    boost::asio::awaitable<void> wait() {
        constexpr std::chrono::milliseconds longest{10};
        constexpr int many = 32;
        const auto loop = co_await boost::asio::this_coro::executor;
        if (!timer_) timer_ = std::make_shared<boost::asio::steady_timer>(loop, longest);
        const auto timer = timer_;
        if (++waiting_ < many)
            co_await timer->async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
        else
            timer->cancel();
        if (timer_ != timer) co_return;
        // The first to go on; who comes now belongs to the next.
        timer_.reset();
        waiting_ = 0;
    }

  private:
    std::shared_ptr<boost::asio::steady_timer> timer_;
    int waiting_ = 0;
};

}  // namespace nhaclich::store::sqlite
