#include "channel/public_address.hpp"

#include <catch2/catch.hpp>
#include <string>

using namespace nhaclich::channel;
using boost::asio::ip::make_address;

TEST_CASE("a webhook reaches public addresses") {
    const auto text =
        GENERATE(as<std::string>{}, "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255",
                 "100.128.0.0", "126.255.255.255", "128.0.0.1", "169.253.255.255", "172.15.255.255",
                 "172.32.0.0", "192.0.1.0", "192.167.255.255", "192.169.0.0", "198.17.255.255",
                 "198.20.0.0", "203.162.4.190", "223.255.255.255", "2400::1", "2001:ee0::1",
                 "2606:4700:4700::1111", "3ffe::1", "::ffff:1.1.1.1");
    CAPTURE(text);
    CHECK(is_public(make_address(text)));
    CHECK_FALSE(is_loopback(make_address(text)));
}

TEST_CASE("a webhook reaches nothing inside a network") {
    const auto text = GENERATE(
        as<std::string>{}, "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1",
        "100.127.255.255", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1",
        "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.88.99.1", "192.168.0.1", "192.168.255.255",
        "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1",
        "239.255.255.255", "240.0.0.1", "255.255.255.255", "::", "::1", "::2", "::127.0.0.1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::ffff:0:127.0.0.1",
        "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1", "2001::1", "2001:1::1", "2001:db8::1",
        "2002:7f00:1::1", "3fff::1", "3fff:fff::1", "5f00::1", "fc00::1", "fd12:3456::1", "fe80::1",
        "fe80::1%1", "fec0::1", "ff02::1");
    CAPTURE(text);
    CHECK_FALSE(is_public(make_address(text)));
}

TEST_CASE("networks that are allowed hold their addresses and no other") {
    const std::vector<std::string> networks{"192.168.1.0/24", "10.0.0.7", "fd00::/8", "2001:db8::5",
                                            "no network"};
    for (const auto* inside : {"192.168.1.0", "192.168.1.255", "::ffff:192.168.1.9", "10.0.0.7",
                               "fd12::1", "fd12::1%1", "2001:db8::5"}) {
        CAPTURE(inside);
        CHECK(is_in_any(networks, make_address(inside)));
    }
    for (const auto* outside :
         {"192.168.2.0", "192.168.0.255", "10.0.0.8", "fc00::1", "2001:db8::6", "::192.168.1.9"}) {
        CAPTURE(outside);
        CHECK_FALSE(is_in_any(networks, make_address(outside)));
    }
    CHECK_FALSE(is_in_any({}, make_address("192.168.1.1")));
}

TEST_CASE("this machine is recognised in both families") {
    for (const auto* const text : {"127.0.0.1", "127.8.9.10", "::1", "::ffff:127.0.0.1"})
        CHECK(is_loopback(make_address(text)));
    for (const auto* const text : {"0.0.0.0", "::", "10.0.0.1", "::127.0.0.1"})
        CHECK_FALSE(is_loopback(make_address(text)));
}

TEST_CASE("an address of another family is none") {
    sockaddr local{};
    local.sa_family = AF_UNIX;
    CHECK_FALSE(address_of(local, sizeof local));
    sockaddr cut{};
    cut.sa_family = AF_INET6;
    CHECK_FALSE(address_of(cut, sizeof cut));
}
