#include "channel/open_sockets.hpp"

#include "channel/public_address.hpp"

#include <sys/socket.h>
#include <unistd.h>

namespace nhaclich::channel {

curl_socket_t OpenSockets::open(const curl_sockaddr& address) {
    const auto to = address_of(address.addr, address.addrlen);
    if (!to || (loopback_only_ && !is_loopback(*to))) return CURL_SOCKET_BAD;
    const std::lock_guard lock(mutex_);
    if (!allowed_) return CURL_SOCKET_BAD;
    const int made = ::socket(address.family, address.socktype | SOCK_CLOEXEC, address.protocol);
    if (made >= 0) open_.push_back(made);
    return made;
}

int OpenSockets::close(curl_socket_t socket) {
    const std::lock_guard lock(mutex_);
    std::erase(open_, socket);
    return ::close(socket);
}

void OpenSockets::shut(int how) {
    const std::lock_guard lock(mutex_);
    for (const auto socket : open_) ::shutdown(socket, how);
}

void OpenSockets::allow(bool allowed) {
    const std::lock_guard lock(mutex_);
    allowed_ = allowed;
}

}  // namespace nhaclich::channel
