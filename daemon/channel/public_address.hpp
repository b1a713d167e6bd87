// Which addresses a webhook may reach: the public internet, never the inside of a network.
// In: the address of a connection about to be opened. Out: whether it is public, whether it is this
// machine.
#pragma once

#include <boost/asio/ip/address.hpp>
#include <optional>
#include <string>
#include <sys/socket.h>
#include <vector>

namespace nhaclich::channel {

/// False for private, shared, link-local, documentation, benchmark, multicast and translated ranges
/// (IANA special-purpose registries); an IPv4 address inside an IPv6 one is judged as IPv4.
bool is_public(const boost::asio::ip::address& address);
/// 127.0.0.0/8 and ::1, also as ::ffff:127.0.0.1.
bool is_loopback(const boost::asio::ip::address& address);
/// In one of the networks or addresses ("192.168.1.0/24", "fd00::5"); whatever is neither holds
/// nothing.
bool is_in_any(const std::vector<std::string>& networks, const boost::asio::ip::address& address);
/// Nothing for a family other than IPv4 and IPv6.
std::optional<boost::asio::ip::address> address_of(const sockaddr& address, socklen_t size);

}  // namespace nhaclich::channel
