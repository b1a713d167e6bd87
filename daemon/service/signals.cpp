#include "service/signals.hpp"

#include <boost/asio/use_awaitable.hpp>
#include <csignal>
#include <initializer_list>
#include <unistd.h>

namespace nhaclich::service {

namespace {

void mask(int how, std::initializer_list<int> signals) {
    sigset_t ours;
    sigemptyset(&ours);
    for (const int signal : signals) sigaddset(&ours, signal);
    pthread_sigmask(how, &ours, nullptr);
}

}  // namespace

void ignore_write_signals() {
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
}

void hold_reloads() { mask(SIG_BLOCK, {SIGHUP}); }

Signals::Signals(const boost::asio::any_io_executor& executor)
    : signals_(executor, SIGTERM, SIGINT, SIGHUP) {
    mask(SIG_UNBLOCK, {SIGHUP});
}

Signals::~Signals() { mask(SIG_BLOCK, {SIGTERM, SIGINT, SIGHUP}); }

boost::asio::awaitable<void> Signals::stop_requested(const std::function<void()>& reload) {
    while (true) {
        const int signal = co_await signals_.async_wait(boost::asio::use_awaitable);
        if (signal == SIGHUP) {
            reload();
            continue;
        }
        watch_for_impatience(std::chrono::steady_clock::now() + impatience);
        co_return;
    }
}

void Signals::watch_for_impatience(std::chrono::steady_clock::time_point from) {
    signals_.async_wait([this, from](const boost::system::error_code& error, int signal) {
        // It may have come to the loop when there was nothing left to cancel.
        if (error || released_) return;
        if (signal != SIGHUP && std::chrono::steady_clock::now() >= from) ::_exit(1);
        watch_for_impatience(from);
    });
}

void Signals::release() {
    released_ = true;
    signals_.cancel();
}

}  // namespace nhaclich::service
