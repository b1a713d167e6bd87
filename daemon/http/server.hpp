// The daemon's HTTP server: feed, page, health. One loop, one thread, absolute limits.
// In: an address to listen on, what to serve. Out: answers.
#pragma once

#include "clock/event.hpp"
#include "clock/task_group.hpp"
#include "http/listen.hpp"
#include "http/session.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <optional>

namespace nhaclich::http {

/// Connections there was no room for.
struct TurnedAway {
    std::size_t one_address = 0;  ///< because their address had its share
    std::size_t everybody = 0;    ///< because all together had theirs
};

/// What a server stands on; all of it outlives the server.
struct Surroundings {
    Sites& sites;
    Clock& clock;              ///< for the Date field only
    AccessLog access;          ///< may be empty
    TaskGroup::Report report;  ///< told of a session that ended by an exception: a bug
    /// Told when no connection can be taken, and not again before one was; may be empty.
    std::function<void(const boost::system::error_code&)> cannot_accept = {};
    /// Told once a minute at most, of all since the last time; may be empty.
    std::function<void(const TurnedAway&)> turned_away = {};
};

class Server {
  public:
    /// Binds and listens at once, so that the caller knows the port; throws CannotListen.
    Server(const boost::asio::any_io_executor& executor, const Listening& where,
           Surroundings surroundings, const Limits& limits = {});
    /// 0 = not over TCP.
    std::uint16_t port() const { return port_; }
    /// For connections that come from now on over TCP; nullptr = plain. Those that began with
    /// another certificate end after their next answer.
    void use(std::shared_ptr<const Tls> tls) { shared_.tls = std::move(tls); }
    /// Whose X-Forwarded-For is believed, from now on.
    void trust(TrustedProxies trusted) { shared_.trusted = std::move(trusted); }
    /// Connections open at this moment.
    std::size_t connections() const { return shared_.open.size(); }
    /// Accepts and serves until cancelled, then lets running answers end (Limits::grace at most).
    /// When it returns no session is left, so that the server may be destroyed.
    boost::asio::awaitable<void> run();

  private:
    template <class Acceptor>
    boost::asio::awaitable<void> accept(Acceptor& acceptor);
    boost::asio::awaitable<void> wait_for_room(const boost::system::error_code& lack);
    boost::asio::awaitable<void> stop();
    /// Ends what is past its deadline; sleeps for good while nobody is connected.
    boost::asio::awaitable<void> sweep();
    boost::asio::awaitable<void> look_at_all(std::chrono::steady_clock::time_point now);
    boost::asio::awaitable<void> serve(Connection connection);
    template <class Socket, class Endpoint>
    boost::system::error_code received(Socket socket, const Endpoint& from);
    void admit(Connection::Socket socket, const Peer& peer);
    /// By cutting off the oldest idle connection if need be; the status that refuses, or 0.
    unsigned make_room(const Peer& peer);
    /// Answers as far as nobody has to be waited for: no such client keeps a descriptor.
    void turn_away(Connection connection, unsigned status);
    void tell_of_turned_away(std::chrono::steady_clock::time_point now);

    Shared shared_;
    std::optional<boost::asio::ip::tcp::acceptor> acceptor_;
    std::uint16_t port_ = 0;  ///< outlives the acceptor
    std::optional<LocalDoor> door_;
    TaskGroup tasks_;
    std::function<void(const boost::system::error_code&)> cannot_accept_;
    bool accepts_ = true;
    std::function<void(const TurnedAway&)> on_turned_away_;
    TurnedAway turned_away_;  ///< not told yet
    std::chrono::steady_clock::time_point may_tell_;
    Event connected_;
    boost::asio::steady_timer next_sweep_;
};

}  // namespace nhaclich::http
