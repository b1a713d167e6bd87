#include "config/addresses.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich::config;

TEST_CASE("a mail address is a dot-atom, an at sign and a dotted domain, in ASCII") {
    const std::string local(64, 'a');
    for (const auto& good :
         {std::string("truong-ban@example.org"), std::string("o'brien+ban@mail.example.org"),
          std::string("A.B@EXAMPLE.org"), local + "@example.org"}) {
        INFO(good);
        CHECK(parse_mail_address(good).value_or("") == good);
    }
    for (const auto& bad :
         {std::string(""), std::string("@example.org"), std::string("a@"), std::string("a"),
          std::string("a@b"), std::string("a@@example.org"), std::string("a@exa mple.org"),
          std::string("a@example..org"), std::string("a@example.org."), std::string("\"a\"@b.org"),
          std::string("a@[127.0.0.1]"), std::string("a@127.0.0.1"), std::string("ạ@example.org"),
          std::string("a@-ví.org"), std::string("a@ví_dụ.org"), std::string("a@example.org\n"),
          std::string("a.@example.org"), "x" + local + "@example.org"}) {
        INFO(bad);
        CHECK(parse_mail_address(bad).error().id.key == "address.mail");
    }
    const std::string label(60, 'd');
    const auto domain = label + "." + label + "." + label + "." + std::string(60, 'e');
    CHECK(parse_mail_address("abcdefghij@" + domain));         // 254 octets
    CHECK_FALSE(parse_mail_address("abcdefghijk@" + domain));  // 255
}

TEST_CASE("a domain in other letters is given back as DNS knows it") {
    CHECK(parse_mail_address("hoa@phụnữ.vn").value() == "hoa@xn--phn-loz4b.vn");
    CHECK(parse_mail_address("hoa@Bücher.example").value() == "hoa@xn--bcher-kva.example");
    CHECK(parse_domain("lịch.Hà-Trung.vn").value() == "xn--lch-llz.xn--h-trung-8va.vn");
    CHECK(parse_mail_address("hoa@xn--bcher-kva.example").value() == "hoa@xn--bcher-kva.example");
    CHECK(parse_mail_address("a@m\xff.org").error().id.key == "address.mail");
}

TEST_CASE("what means something in a URI is encoded in a mailto") {
    CHECK(mailto("ban+pn@example.org") == "mailto:ban+pn@example.org");
    CHECK(mailto("a/b?c&d%e@example.org") == "mailto:a%2Fb%3Fc%26d%25e@example.org");
    CHECK(mailto("o'brien#1=x@example.org") == "mailto:o'brien%231%3Dx@example.org");
}

TEST_CASE("a domain is given back in lower case") {
    CHECK(parse_domain("Ban.Example.ORG").value() == "ban.example.org");
    for (const auto* bad : {"ban", "ban_.org", "-a.org", "a-.org", ".org", "a..org", "1.2.3.4"}) {
        INFO(bad);
        CHECK(parse_domain(bad).error().id.key == "address.domain");
    }
}

TEST_CASE("a server is a domain, a single name or an IP address") {
    for (const auto* good : {"smtp.example.org", "localhost", "mail", "127.0.0.1", "::1"})
        CHECK(parse_host(good));
    for (const auto* bad : {"", "a b", "300.1.1.1", "smtp.example.org:25", "x/y"}) {
        INFO(bad);
        CHECK(parse_host(bad).error().id.key == "address.host");
    }
}

TEST_CASE("a web address must be encrypted unless it stays on this machine and may") {
    struct Case {
        const char* text;
        const char* https;
        const char* local;
        const char* any;
    };
    for (const auto& c : {
             Case{"https://example.org/a?b=c", "", "", ""},
             Case{"https://example.org:8443", "", "", ""},
             Case{"http://example.org/", "address.web-https", "address.web-https", ""},
             Case{"http://127.0.0.1:9/x", "address.web-https", "", ""},
             Case{"http://[::1]/x", "address.web-https", "", ""},
             Case{"http://localhost/", "address.web-https", "", ""},
             Case{"http://localhost.evil.example/", "address.web-https", "address.web-https", ""},
             Case{"http://127.0.0.1.evil.example/", "address.web", "address.web", "address.web"},
             Case{"http://[::1].evil.example/", "address.web", "address.web", "address.web"},
             Case{"https://a:b@example.org/", "address.web-user", "address.web-user",
                  "address.web-user"},
             Case{"https:///x", "address.web", "address.web", "address.web"},
             Case{"javascript:alert(1)", "address.web", "address.web", "address.web"},
             Case{"https://example.org/\"x", "address.web", "address.web", "address.web"},
             Case{"https://example.org/a b", "address.web", "address.web", "address.web"},
             Case{"https://example.org/#x", "address.web", "address.web", "address.web"},
             Case{"/x", "address.web", "address.web", "address.web"},
         }) {
        INFO(c.text);
        const auto verdict = [&](Web allowed) {
            const auto parsed = parse_web_address(c.text, allowed);
            return parsed ? std::string() : std::string(parsed.error().id.key);
        };
        CHECK(verdict(Web::https) == c.https);
        CHECK(verdict(Web::https_or_local) == c.local);
        CHECK(verdict(Web::http_or_https) == c.any);
    }
    CHECK(parse_web_address("https://example.org/" + std::string(1980, 'x'), Web::https));
    CHECK_FALSE(parse_web_address("https://example.org/" + std::string(1981, 'x'), Web::https));
}

TEST_CASE("only this machine's own addresses are loopback") {
    for (const auto* yes : {"localhost", "127.0.0.1", "127.9.9.9", "::1"}) CHECK(is_loopback(yes));
    for (const auto* no : {"example.org", "10.0.0.1", "::2", "128.0.0.1", "", "127.1"}) {
        INFO(no);
        CHECK_FALSE(is_loopback(no));
    }
    CHECK(host_of("http://[::1]:80/x") == "::1");
}

TEST_CASE("where mail comes back to has one place for the delivery's name") {
    for (const auto* good :
         {"tra-lai+TAG@example.org", "b-TAG@example.org", "a.TAG.z@example.org"}) {
        INFO(good);
        CHECK(parse_return_pattern(good).value_or("") == good);
    }
    CHECK(with_tag("b+TAG@example.org", "0a") == "b+0a@example.org");
    const std::string local(33, 'a');
    for (const auto& bad :
         {std::string(""), std::string("TAG"), std::string("TAG@example.org"),
          std::string("a@TAG.org"), std::string("a+tag@example.org"),
          std::string("a+TAG+TAG@example.org"), std::string("a TAG@example.org"),
          std::string("a+TAG@example"), std::string("a+TAG@example.org\r\nRCPT TO:<x@y>"),
          local + "TAG@example.org"}) {
        INFO(bad);
        CHECK(parse_return_pattern(bad).error().id.key == "address.return-path");
    }
    CHECK(parse_return_pattern(local.substr(1) + "TAG@example.org"));  // 64 octets with the name
}
