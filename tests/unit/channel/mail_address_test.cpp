#include "channel/mail_address.hpp"

#include <catch2/catch.hpp>
#include <string>

using nhaclich::channel::is_domain_name;
using nhaclich::channel::is_host_name;
using nhaclich::channel::MailAddress;

TEST_CASE("an address of atoms and a dotted domain is taken as it is written") {
    const auto* const written =
        GENERATE("thuong-truc@hatrung.example", "a.b+c_d@x.y.z", "o'neil@example.org", "1@1a.vn",
                 "!#$%&'*+-/=?^_`{|}~@example.org", "A@EXAMPLE.ORG");
    CAPTURE(written);
    const auto address = MailAddress::parse(written);
    REQUIRE(address);
    CHECK(address->str() == written);
}

TEST_CASE("an address that could carry a command, a header or a surprise is refused") {
    const auto written = GENERATE(
        as<std::string>{}, "", "@", "a", "a@", "@example.org", "a@b", "a@localhost",
        "a b@example.org", "a@exa mple.org", "a@example.org ", " a@example.org", "<a@example.org>",
        "a@example.org>\r\nRCPT TO:<evil@example.org", "a\r\n@example.org", "a\n@example.org",
        "a@b@example.org", "\"a b\"@example.org", "a..b@example.org", ".a@example.org",
        "a.@example.org", "a@.example.org", "a@example..org", "a@example.org.", "a@-example.org",
        "a@example-.org", "a@[127.0.0.1]", "a@127.0.0.1", "a@example.org,b@example.org",
        "a;b@example.org", "đ@example.org", "a@hàtrung.vn", "a(x)@example.org",
        std::string("a\0b@example.org", 15));
    CAPTURE(written);
    const auto address = MailAddress::parse(written);
    REQUIRE_FALSE(address);
    CHECK(address.error().id.key == "channel.mail-address");
}

TEST_CASE("an address may be as long as RFC 5321 allows and no longer") {
    const std::string local(64, 'a');
    const std::string label(63, 'b');
    const auto domain = label + "." + label + "." + std::string(57, 'c') + ".vn";
    REQUIRE((local + "@" + domain).size() == 253);
    CHECK(MailAddress::parse(local + "@" + domain));
    CHECK(MailAddress::parse(local + "@x" + domain.substr(1, 188)));
    CHECK_FALSE(MailAddress::parse("a" + local + "@example.org"));
    CHECK_FALSE(MailAddress::parse("a@b" + label + ".org"));
    CHECK_FALSE(
        MailAddress::parse(local + "@" + label + "." + label + "." + std::string(59, 'c') + ".vn"));
}

TEST_CASE("a domain name has a dot, a host name need not") {
    CHECK(is_domain_name("lich.example.org"));
    CHECK_FALSE(is_domain_name("localhost"));
    CHECK_FALSE(is_domain_name("10.0.0.1"));
    CHECK(is_host_name("localhost"));
    CHECK(is_host_name("10.0.0.1"));
    CHECK_FALSE(is_host_name("mail.example.org:25"));
    CHECK_FALSE(is_host_name("mail.example.org/x"));
    CHECK_FALSE(is_host_name(""));
}
