// Where the server listens: an address of TCP, a Unix socket, or both.
// In: an address, a path. Out: acceptors that listen; the path is gone when its acceptor is.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/system/system_error.hpp>
#include <cstdint>
#include <string>

namespace nhaclich::http {

struct Listening {
    std::string address;      ///< empty = not over TCP
    std::uint16_t port = 0;   ///< 0 = the system picks one
    std::string socket = {};  ///< path of a Unix socket; empty = none
};

/// A Unix socket that only its owner and its group may connect to.
class LocalDoor {
  public:
    /// A socket left by a dead process is replaced; where somebody listens, or something else
    /// stands, it throws boost::system::system_error.
    LocalDoor(const boost::asio::any_io_executor& executor, std::string path);
    LocalDoor(const LocalDoor&) = delete;
    LocalDoor& operator=(const LocalDoor&) = delete;
    ~LocalDoor() { close(); }
    boost::asio::local::stream_protocol::acceptor& acceptor() { return acceptor_; }
    void close();

  private:
    std::string path_;
    boost::asio::local::stream_protocol::acceptor acceptor_;
};

/// Which of them could not be opened.
class CannotListen : public boost::system::system_error {
  public:
    CannotListen(const boost::system::error_code& why, std::string at)
        : system_error(why, at), place(std::move(at)) {}
    std::string place;
};

}  // namespace nhaclich::http
