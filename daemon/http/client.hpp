// Who asks: the peer of a connection, or whom a trusted proxy names in its stead.
// In: addresses, X-Forwarded-For. Out: the client, and the key its limits are counted by.
#pragma once

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace nhaclich::http {

/// One end of a connection.
struct Peer {
    bool local = false;  ///< over a Unix socket: no address
    boost::asio::ip::address address = {};
    friend bool operator==(const Peer&, const Peer&) = default;
};

/// Over TCP. An IPv4 address that came over a socket of IPv6 is what it is.
Peer peer_at(const boost::asio::ip::address& address);

/// "192.0.2.1", "2001:db8::1", "unix:".
std::string text_of(const Peer& peer);

/// What one subscriber of the net has: an IPv4 address, or an IPv6 network of /64.
struct ClientKey {
    bool v6 = false;
    std::uint64_t bits = 0;
    friend auto operator<=>(const ClientKey&, const ClientKey&) = default;
};
ClientKey key_of(const Peer& peer);

/// The proxies whose word about a client is taken.
class TrustedProxies {
  public:
    TrustedProxies() = default;
    /// Addresses, networks ("10.0.0.0/8") and "unix"; whatever is none of these is left out.
    explicit TrustedProxies(const std::vector<std::string>& names);
    bool trusts(const Peer& peer) const;

  private:
    std::vector<std::variant<boost::asio::ip::network_v4, boost::asio::ip::network_v6>> networks_;
    bool local_ = false;
};

/// `forwarded` is the whole of X-Forwarded-For, its fields joined by commas. A peer that is not
/// trusted is the client, whatever it says; else the last hop that is no proxy of ours is.
Peer client_of(const Peer& peer, const TrustedProxies& trusted, std::string_view forwarded);

}  // namespace nhaclich::http
