// Signals of the service manager: SIGTERM and SIGINT stop, SIGHUP reloads.
// In: signals. Out: completion, and calls to reload.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/signal_set.hpp>
#include <functional>

namespace nhaclich::service {

/// From the first line of the program on: SIGPIPE and SIGXFSZ do not end it; a write's error is
/// looked at instead.
void ignore_write_signals();

class Signals {
  public:
    /// Catches from now on; what arrives before wait() is kept.
    explicit Signals(const boost::asio::any_io_executor& executor);
    /// Completes at the first SIGTERM or SIGINT; calls `reload` for every SIGHUP before that. A
    /// second stop ends the program at once (exit status 1), should the clean end hang; a SIGHUP is
    /// of no concern then.
    boost::asio::awaitable<void> stop_requested(const std::function<void()>& reload);
    /// Nothing is waited for any more, so that the loop can end.
    void release() { signals_.cancel(); }

  private:
    void watch_for_impatience();

    boost::asio::signal_set signals_;
};

}  // namespace nhaclich::service
