#include "http/client.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich::http;

namespace {

Peer over_tcp(const std::string& address) {
    return peer_at(boost::asio::ip::make_address(address));
}
const Peer over_socket{true, {}};

}  // namespace

TEST_CASE("a client is counted by IPv4 address or IPv6 network of /64") {
    struct Row {
        const char* one;
        const char* other;
        bool same;
    };
    const Row rows[] = {
        {"192.0.2.1", "192.0.2.1", true},
        {"192.0.2.1", "192.0.2.2", false},
        {"192.0.2.1", "::ffff:192.0.2.1", true},
        {"2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true},
        {"2001:db8:1:2::1", "2001:db8:1:3::1", false},
        {"0.0.0.1", "::1", false},
    };
    for (const auto& [one, other, same] : rows) {
        CAPTURE(one, other);
        CHECK((key_of(over_tcp(one)) == key_of(over_tcp(other))) == same);
    }
}

TEST_CASE("a proxy is trusted by address, by network, or as the socket") {
    const TrustedProxies trusted({"10.0.0.0/8", "192.0.2.7", "2001:db8::/33", "unix", "rubbish"});
    struct Row {
        Peer peer;
        bool is_trusted;
    };
    const Row rows[] = {
        {over_tcp("10.255.0.1"), true},        {over_tcp("11.0.0.1"), false},
        {over_tcp("192.0.2.7"), true},         {over_tcp("192.0.2.6"), false},
        {over_tcp("::ffff:10.1.2.3"), true},   {over_tcp("2001:db8:7fff::1"), true},
        {over_tcp("2001:db8:8000::1"), false}, {over_socket, true},
    };
    for (const auto& [peer, is_trusted] : rows) {
        CAPTURE(text_of(peer));
        CHECK(trusted.trusts(peer) == is_trusted);
        CHECK_FALSE(TrustedProxies().trusts(peer));
    }
    CHECK(TrustedProxies({"0.0.0.0/0"}).trusts(over_tcp("203.0.113.9")));
    CHECK_FALSE(TrustedProxies({"0.0.0.0/0"}).trusts(over_socket));
}

TEST_CASE("the client is the last hop that is no proxy of ours, and nobody else names one") {
    const TrustedProxies trusted({"127.0.0.1", "10.0.0.0/8", "unix"});
    struct Row {
        const char* name;
        Peer peer;
        const char* forwarded;
        const char* client;
    };
    const Row rows[] = {
        {"no proxy", over_tcp("203.0.113.9"), "198.51.100.1", "203.0.113.9"},
        {"one proxy", over_tcp("127.0.0.1"), "198.51.100.1", "198.51.100.1"},
        {"the socket", over_socket, "198.51.100.1", "198.51.100.1"},
        {"two proxies", over_tcp("127.0.0.1"), "198.51.100.1, 10.0.0.3", "198.51.100.1"},
        {"a liar before the proxy", over_tcp("127.0.0.1"), "1.2.3.4, 198.51.100.1", "198.51.100.1"},
        {"only proxies", over_tcp("127.0.0.1"), "10.0.0.3", "10.0.0.3"},
        {"nothing forwarded", over_tcp("127.0.0.1"), "", "127.0.0.1"},
        {"rubbish", over_tcp("127.0.0.1"), "unknown", "127.0.0.1"},
        {"rubbish behind a client", over_tcp("127.0.0.1"), "198.51.100.1, \x01", "127.0.0.1"},
        {"empty hops", over_tcp("127.0.0.1"), ",,", "127.0.0.1"},
        {"a port", over_tcp("127.0.0.1"), "198.51.100.1:4711", "198.51.100.1"},
        {"IPv6", over_tcp("127.0.0.1"), "2001:db8::1", "2001:db8::1"},
        {"IPv6 in brackets with a port", over_tcp("127.0.0.1"), "[2001:db8::1]:443", "2001:db8::1"},
        {"an open bracket", over_tcp("127.0.0.1"), "[2001:db8::1", "2001:db8::1"},
        {"a bracket alone", over_tcp("127.0.0.1"), "[", "127.0.0.1"},
        {"IPv4 in IPv6", over_tcp("::ffff:127.0.0.1"), "::ffff:198.51.100.1", "198.51.100.1"},
    };
    for (const auto& [name, peer, forwarded, client] : rows) {
        CAPTURE(name);
        CHECK(text_of(client_of(peer, trusted, forwarded)) == client);
    }
    CHECK(text_of(over_socket) == "unix:");
}
