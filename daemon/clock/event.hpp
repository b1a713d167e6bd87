// A latching event between coroutines of one loop: something changed, look again.
// In: wake(). Out: wait() completes, at once if a wake came before it.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>

namespace nhaclich {

/// One waiter at a time, one thread. Several wakes before a wait count as one.
class Event {
  public:
    void wake() {
        set_ = true;
        if (parked_) parked_->cancel();
    }
    /// Consumes the wake. False once cancelled.
    boost::asio::awaitable<bool> woken();
    /// Likewise, but cancelled it throws boost::system::system_error(operation_aborted).
    boost::asio::awaitable<void> wait();

  private:
    bool set_ = false;
    std::unique_ptr<boost::asio::steady_timer> parked_;
};

}  // namespace nhaclich
