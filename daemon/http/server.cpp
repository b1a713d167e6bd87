#include "http/server.hpp"

#include "http/unhurried.hpp"

#include <algorithm>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace nhaclich::http {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

/// Until a descriptor may have become free again.
constexpr std::chrono::seconds accept_pause{1};
/// A crowd at the door must not fill the log too.
constexpr std::chrono::minutes told_again{1};

Peer peer_of(const tcp::endpoint& from) { return peer_at(from.address()); }
Peer peer_of(const asio::local::stream_protocol::endpoint&) { return {.local = true}; }

void prepare(tcp::socket& socket) {
    error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
}
void prepare(asio::local::stream_protocol::socket&) {}

}  // namespace

Server::Server(const asio::any_io_executor& executor, const Listening& where,
               Surroundings surroundings, const Limits& limits)
    : shared_(surroundings.sites, surroundings.clock, std::move(surroundings.access), limits),
      tasks_(executor, std::move(surroundings.report)),
      cannot_accept_(std::move(surroundings.cannot_accept)),
      on_turned_away_(std::move(surroundings.turned_away)),
      next_sweep_(executor) {
    try {
        if (!where.socket.empty()) door_.emplace(executor, where.socket);
    } catch (const boost::system::system_error& fault) {
        throw CannotListen(fault.code(), where.socket);
    }
    try {
        if (!where.address.empty()) {
            acceptor_.emplace(executor,
                              tcp::endpoint(asio::ip::make_address(where.address), where.port));
            port_ = acceptor_->local_endpoint().port();
        }
    } catch (const boost::system::system_error& fault) {
        throw CannotListen(fault.code(), where.address + ":" + std::to_string(where.port));
    }
}

asio::awaitable<void> Server::run() {
    // Every kind of cancellation ends the accepting, and none is thrown: the clean-up awaits too.
    co_await asio::this_coro::throw_if_cancelled(false);
    co_await asio::this_coro::reset_cancellation_state(asio::enable_total_cancellation());
    tasks_.spawn("http-sweep", sweep());
    using namespace asio::experimental::awaitable_operators;
    if (acceptor_ && door_)
        co_await (accept(*acceptor_) || accept(door_->acceptor()));
    else if (acceptor_)
        co_await accept(*acceptor_);
    else
        co_await accept(door_->acceptor());
    co_await asio::this_coro::reset_cancellation_state();
    co_await stop();
}

template <class Acceptor>
asio::awaitable<void> Server::accept(Acceptor& acceptor) {
    co_await asio::this_coro::throw_if_cancelled(false);
    co_await asio::this_coro::reset_cancellation_state(asio::enable_total_cancellation());
    while (true) {
        error_code fault;
        typename Acceptor::protocol_type::endpoint from;
        auto socket =
            co_await acceptor.async_accept(from, asio::redirect_error(asio::use_awaitable, fault));
        const auto state = co_await asio::this_coro::cancellation_state;
        if (state.cancelled() != asio::cancellation_type::none) co_return;
        if (!fault) fault = received(std::move(socket), from);
        if (fault && fault != asio::error::connection_aborted) co_await wait_for_room(fault);
    }
}

template <class Socket, class Endpoint>
error_code Server::received(Socket socket, const Endpoint& from) try {
    prepare(socket);
    admit(std::move(socket), peer_of(from));
    accepts_ = true;
    return {};
} catch (const std::bad_alloc&) {  // OpenSSL's, too
    return make_error_code(boost::system::errc::not_enough_memory);
}

/// No descriptors or memory left: who waits stays in the queue, and asking again at once would
/// spin.
asio::awaitable<void> Server::wait_for_room(const error_code& lack) {
    co_await asio::this_coro::throw_if_cancelled(false);
    if (std::exchange(accepts_, false) && cannot_accept_) cannot_accept_(lack);
    asio::steady_timer pause(co_await asio::this_coro::executor);
    pause.expires_after(accept_pause);
    error_code ignored;
    co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
}

void Server::admit(Connection::Socket socket, const Peer& peer) {
    const auto tls = peer.local ? nullptr : shared_.tls;
    const unsigned refusal = make_room(peer);
    if (refusal == 0)
        tasks_.spawn("http-session", serve(Connection(std::move(socket), peer, tls)));
    else if (!tls)  // A handshake would have to be waited for.
        turn_away(Connection(std::move(socket), peer, nullptr), refusal);
}

unsigned Server::make_room(const Peer& peer) {
    auto& open = shared_.open;
    if (is_counted(peer, shared_)) {
        const auto known = shared_.from.find(key_of(peer));
        if (known != shared_.from.end() && known->second >= shared_.limits.from_one_address) {
            ++turned_away_.one_address;
            return 429;
        }
    }
    // Counted by task: the sweep is one, and a session just spawned is not in the list yet.
    if (tasks_.size() <= shared_.limits.connections) return 0;
    // The list is in the order of arrival, so the first idle one is the oldest.
    const auto oldest =
        std::ranges::find_if(open, [](const Session* session) { return session->idle(); });
    if (oldest == open.end()) {
        ++turned_away_.everybody;
        return 503;
    }
    (*oldest)->cut();
    return 0;
}

void Server::turn_away(Connection connection, unsigned status) {
    // Closing with unread octets resets the connection, and the answer may be lost with it.
    connection.drop_what_came();
    const Answer answer = shared_.replies.no_room(status);
    const std::string tail = shared_.date_line() + "Connection: close\r\n\r\n";
    Connection::Octets octets{
        {asio::buffer(answer.head), asio::buffer(tail), {}, asio::buffer(answer.body)}};
    error_code fault;
    connection.offer(octets, fault);
    connection.end_writing(fault);
}

void Server::tell_of_turned_away(std::chrono::steady_clock::time_point now) {
    if (turned_away_.one_address + turned_away_.everybody == 0 || now < may_tell_) return;
    may_tell_ = now + told_again;
    const auto told = std::exchange(turned_away_, {});
    if (on_turned_away_) on_turned_away_(told);
}

asio::awaitable<void> Server::serve(Connection connection) {
    Session session(std::move(connection), shared_);
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
        co_await look_at_all(now);
        tell_of_turned_away(now);
    }
}

/// A few at a time: thousands that are idle are in no cache, and take ten milliseconds together.
asio::awaitable<void> Server::look_at_all(std::chrono::steady_clock::time_point now) {
    constexpr int at_once = 32;
    auto& next = shared_.looked_at;
    next = shared_.open.begin();
    while (next != shared_.open.end()) {
        for (int i = 0; i < at_once && next != shared_.open.end(); ++i) {
            Session* session = *next++;
            if (session->overdue(now)) session->give_up();
        }
        co_await others_turn();
    }
}

asio::awaitable<void> Server::stop() {
    error_code ignored;
    if (acceptor_) acceptor_->close(ignored);
    door_.reset();
    shared_.stopping = true;
    for (Session* session : shared_.open)
        if (session->waiting()) session->cut();
    connected_.wake();
    next_sweep_.cancel();
    co_await tasks_.stop(shared_.limits.grace);
}

}  // namespace nhaclich::http
