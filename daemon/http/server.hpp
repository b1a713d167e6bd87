// The daemon's HTTP server: feed, page, health. One loop, one thread, absolute limits.
// In: an acceptor address, what to serve. Out: answers.
#pragma once

#include "http/site.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <string>

namespace nhaclich::http {

/// Binds and listens at once, so that the caller knows the port; throws boost::system::system_error
/// if it cannot.
class Server {
  public:
    Server(const boost::asio::any_io_executor& executor, const std::string& address,
           std::uint16_t port, Site& site);
    std::uint16_t port() const;
    /// Accepts and serves until cancelled, then lets running answers end (10 s at most).
    boost::asio::awaitable<void> run();
};

}  // namespace nhaclich::http
