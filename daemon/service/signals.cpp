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
        signals_.async_wait([](const boost::system::error_code& error, int) {
            if (!error) ::_exit(1);
        });
        co_return;
    }
}

}  // namespace nhaclich::service
