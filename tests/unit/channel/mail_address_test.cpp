#include "channel/mail_address.hpp"

#include <catch2/catch.hpp>
#include <string>

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
        "a;b@example.org", "đ@example.org", "a@hà_trung.vn", "a(x)@example.org",
        std::string("a\0b@example.org", 15));
    CAPTURE(written);
    const auto address = MailAddress::parse(written);
    REQUIRE_FALSE(address);
    CHECK(address.error().id.key == "address.mail");
}
