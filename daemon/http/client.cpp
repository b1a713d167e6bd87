#include "http/client.hpp"

#include <algorithm>
#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/trim.hpp>
#include <optional>

namespace nhaclich::http {

namespace {

namespace ip = boost::asio::ip;
using Network = std::variant<ip::network_v4, ip::network_v6>;

ip::address plain(const ip::address& address) {
    if (!address.is_v6() || !address.to_v6().is_v4_mapped()) return address;
    return ip::make_address_v4(ip::v4_mapped, address.to_v6());
}

std::optional<ip::address> read_address(std::string_view text) {
    boost::system::error_code fault;
    const auto address = ip::make_address(std::string(text), fault);
    if (fault) return std::nullopt;
    return plain(address);
}

/// A network, or an address as a network of its own.
std::optional<Network> read_network(const std::string& text) {
    boost::system::error_code fault;
    if (text.find('/') == std::string::npos) {
        const auto address = read_address(text);
        if (!address) return std::nullopt;
        if (address->is_v4()) return ip::network_v4(address->to_v4(), 32);
        return ip::network_v6(address->to_v6(), 128);
    }
    if (const auto network = ip::make_network_v4(text, fault); !fault) return network.canonical();
    if (const auto network = ip::make_network_v6(text, fault); !fault) return network.canonical();
    return std::nullopt;
}

bool contains(const ip::network_v4& network, const ip::address& address) {
    return address.is_v4() &&
           ip::network_v4(address.to_v4(), network.prefix_length()).canonical() == network;
}

bool contains(const ip::network_v6& network, const ip::address& address) {
    return address.is_v6() &&
           ip::network_v6(address.to_v6(), network.prefix_length()).canonical() == network;
}

/// A hop as proxies write it: an address, some with a port behind it, IPv6 some in brackets.
std::optional<ip::address> read_hop(std::string_view text) {
    text = boost::trim_copy_if(text, boost::is_any_of(" \t"));
    if (text.starts_with('[')) return read_address(text.substr(1, text.find(']') - 1));
    if (std::ranges::count(text, ':') == 1) text = text.substr(0, text.find(':'));
    return read_address(text);
}

}  // namespace

Peer peer_at(const ip::address& address) { return {false, plain(address)}; }

std::string text_of(const Peer& peer) { return peer.local ? "unix:" : peer.address.to_string(); }

ClientKey key_of(const Peer& peer) {
    const auto& address = peer.address;
    if (address.is_v4()) return {false, address.to_v4().to_uint()};
    constexpr std::size_t octets_of_64 = 8;
    std::uint64_t bits = 0;
    const auto octets = address.to_v6().to_bytes();
    for (std::size_t i = 0; i < octets_of_64; ++i) bits = bits << 8U | octets.at(i);
    return {true, bits};
}

TrustedProxies::TrustedProxies(const std::vector<std::string>& names) {
    for (const auto& name : names) {
        if (name == "unix")
            local_ = true;
        else if (const auto network = read_network(name))
            networks_.push_back(*network);
    }
}

bool TrustedProxies::trusts(const Peer& peer) const {
    if (peer.local) return local_;
    return std::ranges::any_of(networks_, [&](const Network& one) {
        return std::visit([&](const auto& network) { return contains(network, peer.address); },
                          one);
    });
}

Peer client_of(const Peer& peer, const TrustedProxies& trusted, std::string_view forwarded) {
    Peer client = peer;
    while (trusted.trusts(client) && !forwarded.empty()) {
        const auto comma = forwarded.rfind(',');
        const bool last = comma == std::string_view::npos;
        const auto hop = read_hop(last ? forwarded : forwarded.substr(comma + 1));
        if (!hop) break;
        client = Peer{false, *hop};
        forwarded = last ? std::string_view{} : forwarded.substr(0, comma);
    }
    return client;
}

}  // namespace nhaclich::http
