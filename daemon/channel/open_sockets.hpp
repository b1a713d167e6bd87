// The descriptors of a blocking transfer, so that another thread can end it at once.
// In: addresses libcurl wants to connect to. Out: sockets; whoever waits on them wakes.
#pragma once

#include "channel/curl.hpp"

#include <mutex>
#include <vector>

namespace nhaclich::channel {

/// The descriptors libcurl has open. Closing and shutting down exclude each other, so a number that
/// the system has given away meanwhile is never shut down. Any thread.
class OpenSockets {
  public:
    explicit OpenSockets(bool loopback_only) : loopback_only_(loopback_only) {}
    curl_socket_t open(const curl_sockaddr& address);
    int close(curl_socket_t socket);
    /// `how` as in shutdown(2): whoever waits on them wakes at once.
    void shut(int how);
    /// From now on open() refuses, until allowed again.
    void allow(bool allowed);

  private:
    bool loopback_only_;
    std::mutex mutex_;
    bool allowed_ = true;
    std::vector<curl_socket_t> open_;
};

}  // namespace nhaclich::channel
