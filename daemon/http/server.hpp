// The daemon's HTTP server: feed, page, health. One loop, one thread, absolute limits.
// In: an address to listen on, what to serve. Out: answers.
#pragma once

#include "clock/event.hpp"
#include "clock/task_group.hpp"
#include "http/session.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

namespace nhaclich::http {

/// What a server stands on; all of it outlives the server.
struct Surroundings {
    Sites& sites;
    Clock& clock;              ///< for the Date field only
    AccessLog access;          ///< may be empty
    TaskGroup::Report report;  ///< told of a session that ended by an exception: a bug
};

class Server {
  public:
    /// Binds and listens at once, so that the caller knows the port; throws
    /// boost::system::system_error if it cannot. Port 0: the system picks one.
    Server(const boost::asio::any_io_executor& executor, const std::string& address,
           std::uint16_t port, Surroundings surroundings, const Limits& limits = {});
    std::uint16_t port() const;
    /// Connections open at this moment.
    std::size_t connections() const { return shared_.open.size(); }
    /// Accepts and serves until cancelled, then lets running answers end (Limits::grace at most).
    /// When it returns no session is left, so that the server may be destroyed.
    boost::asio::awaitable<void> run();

  private:
    boost::asio::awaitable<void> accept();
    boost::asio::awaitable<void> stop();
    /// Ends what is past its deadline; sleeps for good while nobody is connected.
    boost::asio::awaitable<void> sweep();
    boost::asio::awaitable<void> serve(boost::asio::ip::tcp::socket socket);
    void admit(boost::asio::ip::tcp::socket socket);

    Shared shared_;
    boost::asio::ip::tcp::acceptor acceptor_;
    TaskGroup tasks_;
    Event connected_;
    boost::asio::steady_timer pause_;
    boost::asio::steady_timer next_sweep_;
};

}  // namespace nhaclich::http
