// Signals of the service manager: SIGTERM and SIGINT stop, SIGHUP reloads.
// In: signals. Out: completion, and calls to reload.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/signal_set.hpp>
#include <chrono>
#include <functional>

namespace nhaclich::service {

/// From the first line of the program on: SIGPIPE and SIGXFSZ do not end it; a write's error is
/// looked at instead.
void ignore_write_signals();

/// SIGHUP waits from now on, in this thread and those it starts, until a Signals catches it: a
/// program that is just starting is not ended by a reload.
void hold_reloads();

class Signals {
  public:
    /// Catches from now on, in this thread; what arrives before wait() is kept.
    explicit Signals(const boost::asio::any_io_executor& executor);
    Signals(const Signals&) = delete;
    Signals& operator=(const Signals&) = delete;
    /// What comes later changes no exit status.
    ~Signals();
    /// Completes at the first SIGTERM or SIGINT; calls `reload` for every SIGHUP before that. A
    /// second stop, `impatience` or more later, ends the program at once (exit status 1), should
    /// the clean end hang; one that comes sooner was sent with the first, and a SIGHUP is of no
    /// concern any more.
    boost::asio::awaitable<void> stop_requested(const std::function<void()>& reload);
    /// Nothing is waited for any more, so that the loop can end.
    void release();

    static constexpr std::chrono::seconds impatience{1};

  private:
    void watch_for_impatience(std::chrono::steady_clock::time_point from);

    boost::asio::signal_set signals_;
    bool released_ = false;
};

}  // namespace nhaclich::service
