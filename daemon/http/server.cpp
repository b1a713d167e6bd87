#include "http/server.hpp"

#include <algorithm>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace nhaclich::http {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

/// Until a descriptor may have become free again.
constexpr std::chrono::milliseconds accept_pause{200};

}  // namespace

Server::Server(const asio::any_io_executor& executor, const std::string& address,
               std::uint16_t port, Surroundings surroundings, const Limits& limits)
    : shared_(surroundings.sites, surroundings.clock, std::move(surroundings.access), limits),
      acceptor_(executor, tcp::endpoint(asio::ip::make_address(address), port)),
      tasks_(executor, std::move(surroundings.report)),
      pause_(executor),
      next_sweep_(executor) {}

std::uint16_t Server::port() const { return acceptor_.local_endpoint().port(); }

asio::awaitable<void> Server::run() {
    // Every kind of cancellation ends the accepting, and none is thrown: the clean-up awaits too.
    co_await asio::this_coro::throw_if_cancelled(false);
    co_await asio::this_coro::reset_cancellation_state(asio::enable_total_cancellation());
    tasks_.spawn("http-sweep", sweep());
    co_await accept();
    co_await asio::this_coro::reset_cancellation_state();
    co_await stop();
}

asio::awaitable<void> Server::accept() {
    while (true) {
        error_code fault;
        auto socket =
            co_await acceptor_.async_accept(asio::redirect_error(asio::use_awaitable, fault));
        const auto state = co_await asio::this_coro::cancellation_state;
        if (state.cancelled() != asio::cancellation_type::none) co_return;
        if (!fault) {
            admit(std::move(socket));
        } else if (fault != asio::error::connection_aborted) {
            // No descriptors or memory left: the waiting client stays in the queue, and asking
            // again at once would spin.
            pause_.expires_after(accept_pause);
            co_await pause_.async_wait(asio::redirect_error(asio::use_awaitable, fault));
        }
    }
}

void Server::admit(tcp::socket socket) {
    auto& open = shared_.open;
    // Counted by task: the sweep is one, and a session just spawned is not in the list yet.
    if (tasks_.size() > shared_.limits.connections) {
        // The list is in the order of arrival, so the first idle one is the oldest.
        const auto oldest =
            std::ranges::find_if(open, [](const Session* session) { return session->idle(); });
        if (oldest == open.end()) return;
        (*oldest)->cut();
    }
    error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    tasks_.spawn("http-session", serve(std::move(socket)));
}

asio::awaitable<void> Server::serve(tcp::socket socket) {
    Session session(std::move(socket), shared_);
    connected_.wake();
    co_await session.run();
}

asio::awaitable<void> Server::sweep() {
    error_code ignored;
    while (!shared_.stopping || !shared_.open.empty()) {
        if (shared_.open.empty()) {
            co_await connected_.wait();
            continue;
        }
        next_sweep_.expires_after(shared_.limits.sweep);
        co_await next_sweep_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
        const auto now = std::chrono::steady_clock::now();
        for (Session* session : shared_.open)
            if (session->overdue(now)) session->cut();
    }
}

asio::awaitable<void> Server::stop() {
    error_code ignored;
    acceptor_.close(ignored);
    shared_.stopping = true;
    for (Session* session : shared_.open)
        if (session->waiting()) session->cut();
    connected_.wake();
    next_sweep_.cancel();
    co_await tasks_.stop(shared_.limits.grace);
}

}  // namespace nhaclich::http
