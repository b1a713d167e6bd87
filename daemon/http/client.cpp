#include "http/client.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace nhaclich::http {

namespace {

namespace ip = boost::asio::ip;

constexpr unsigned bits_of_v4 = 32;
constexpr unsigned bits_of_v6 = 128;

/// An IPv4 address that came over a socket of IPv6 is what it is.
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

template <class Octets>
bool same_prefix(const Octets& one, const Octets& other, unsigned bits) {
    constexpr unsigned octet = 8;
    const auto whole = static_cast<std::ptrdiff_t>(bits / octet);
    if (!std::equal(one.begin(), one.begin() + whole, other.begin())) return false;
    if (bits % octet == 0) return true;
    const auto at = static_cast<std::size_t>(whole);
    return ((one[at] ^ other[at]) >> (octet - bits % octet)) == 0;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// A hop as proxies write it: an address, some with a port behind it, IPv6 some in brackets.
std::optional<ip::address> read_hop(std::string_view text) {
    text = trimmed(text);
    if (text.starts_with('[')) return read_address(text.substr(1, text.find(']') - 1));
    if (std::ranges::count(text, ':') == 1) text = text.substr(0, text.find(':'));
    return read_address(text);
}

}  // namespace

std::string text_of(const Peer& peer) { return peer.local ? "unix:" : peer.address.to_string(); }

ClientKey key_of(const Peer& peer) {
    const auto address = plain(peer.address);
    if (address.is_v4()) return {false, address.to_v4().to_uint()};
    constexpr std::size_t octets_of_64 = 8;
    std::uint64_t bits = 0;
    const auto octets = address.to_v6().to_bytes();
    for (std::size_t i = 0; i < octets_of_64; ++i) bits = bits << 8U | octets.at(i);
    return {true, bits};
}

TrustedProxies::TrustedProxies(const std::vector<std::string>& names) {
    for (const auto& name : names) {
        if (name == "unix") local_ = true;
        const auto slash = name.find('/');
        const auto address = read_address(name.substr(0, slash));
        if (!address) continue;
        unsigned prefix = address->is_v4() ? bits_of_v4 : bits_of_v6;
        if (slash != std::string::npos)
            std::from_chars(name.data() + slash + 1, name.data() + name.size(), prefix);
        networks_.push_back({*address, prefix});
    }
}

bool TrustedProxies::trusts(const Peer& peer) const {
    if (peer.local) return local_;
    const auto address = plain(peer.address);
    return std::ranges::any_of(networks_, [&](const Network& network) {
        if (network.address.is_v4() != address.is_v4()) return false;
        return address.is_v4() ? same_prefix(network.address.to_v4().to_bytes(),
                                             address.to_v4().to_bytes(), network.prefix)
                               : same_prefix(network.address.to_v6().to_bytes(),
                                             address.to_v6().to_bytes(), network.prefix);
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
