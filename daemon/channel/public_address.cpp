#include "channel/public_address.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cstring>

namespace nhaclich::channel {

namespace {

namespace ip = boost::asio::ip;

template <class Network, class Address>
bool holds(const Network& network, const Address& address) {
    return Network(address, network.prefix_length()).canonical() == network;
}

template <class Networks, class Address>
bool any_holds(const Networks& networks, const Address& address) {
    return std::any_of(networks.begin(), networks.end(),
                       [&](const auto& network) { return holds(network, address); });
}

bool is_public_v4(const ip::address_v4& address) {
    static const std::array refused{
        ip::make_network_v4("0.0.0.0/8"),        // this network
        ip::make_network_v4("10.0.0.0/8"),       // private
        ip::make_network_v4("100.64.0.0/10"),    // shared by carriers
        ip::make_network_v4("127.0.0.0/8"),      // loopback
        ip::make_network_v4("169.254.0.0/16"),   // link-local, cloud metadata
        ip::make_network_v4("172.16.0.0/12"),    // private
        ip::make_network_v4("192.0.0.0/24"),     // protocol assignments
        ip::make_network_v4("192.0.2.0/24"),     // documentation
        ip::make_network_v4("192.88.99.0/24"),   // 6to4 relays
        ip::make_network_v4("192.168.0.0/16"),   // private
        ip::make_network_v4("198.18.0.0/15"),    // benchmarks
        ip::make_network_v4("198.51.100.0/24"),  // documentation
        ip::make_network_v4("203.0.113.0/24"),   // documentation
        ip::make_network_v4("224.0.0.0/4"),      // multicast
        ip::make_network_v4("240.0.0.0/4"),      // reserved, broadcast
    };
    return !any_holds(refused, address);
}

bool is_public_v6(const ip::address_v6& address) {
    // Only 2000::/3 is handed out as global unicast: unlisted means refused, so NAT64 (64:ff9b::),
    // unique local, link-local, multicast and whatever comes next need no rows.
    static const auto global = ip::make_network_v6("2000::/3");
    static const std::array refused{
        ip::make_network_v6("2001::/23"),      // protocol assignments, Teredo
        ip::make_network_v6("2001:db8::/32"),  // documentation
        ip::make_network_v6("2002::/16"),      // 6to4 carries any IPv4 address
        ip::make_network_v6("3fff::/20"),      // documentation
    };
    // A scope id is no part of the prefix.
    const ip::address_v6 plain(address.to_bytes());
    return holds(global, plain) && !any_holds(refused, plain);
}

ip::address unwrapped(const ip::address& address) {
    if (address.is_v6() && address.to_v6().is_v4_mapped())
        return ip::make_address_v4(ip::v4_mapped, address.to_v6());
    return address;
}

}  // namespace

bool is_public(const ip::address& address) {
    const auto plain = unwrapped(address);
    return plain.is_v4() ? is_public_v4(plain.to_v4()) : is_public_v6(plain.to_v6());
}

bool is_loopback(const ip::address& address) { return unwrapped(address).is_loopback(); }

bool is_in_any(const std::vector<std::string>& networks, const ip::address& address) {
    const auto plain = unwrapped(address);
    return std::ranges::any_of(networks, [&](const std::string& text) {
        const bool whole = text.find('/') != std::string::npos;
        boost::system::error_code no_network;
        if (plain.is_v4()) {
            const auto network = ip::make_network_v4(whole ? text : text + "/32", no_network);
            return !no_network && holds(network.canonical(), plain.to_v4());
        }
        const auto network = ip::make_network_v6(whole ? text : text + "/128", no_network);
        return !no_network && holds(network.canonical(), ip::address_v6(plain.to_v6().to_bytes()));
    });
}

std::optional<ip::address> address_of(const sockaddr& address, socklen_t size) {
    if (address.sa_family != AF_INET && address.sa_family != AF_INET6) return std::nullopt;
    const auto family = address.sa_family == AF_INET ? ip::tcp::v4() : ip::tcp::v6();
    ip::tcp::endpoint endpoint(family, 0);
    if (size < endpoint.size()) return std::nullopt;
    std::memcpy(endpoint.data(), &address, endpoint.size());
    return endpoint.address();
}

}  // namespace nhaclich::channel
