#include "service/signals.hpp"

#include <boost/asio/use_awaitable.hpp>
#include <csignal>
#include <unistd.h>

namespace nhaclich::service {

void ignore_write_signals() {
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
}

Signals::Signals(const boost::asio::any_io_executor& executor)
    : signals_(executor, SIGTERM, SIGINT, SIGHUP) {}

boost::asio::awaitable<void> Signals::stop_requested(const std::function<void()>& reload) {
    while (true) {
        const int signal = co_await signals_.async_wait(boost::asio::use_awaitable);
        if (signal == SIGHUP) {
            reload();
            continue;
        }
        watch_for_impatience();
        co_return;
    }
}

void Signals::watch_for_impatience() {
    signals_.async_wait([this](const boost::system::error_code& error, int signal) {
        if (error) return;
        if (signal != SIGHUP) ::_exit(1);
        // A thread of its own may have caught it, so one sent before the stop can come behind it.
        watch_for_impatience();
    });
}

}  // namespace nhaclich::service
