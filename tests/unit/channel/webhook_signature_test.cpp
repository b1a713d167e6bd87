#include "channel/webhook_signature.hpp"

#include "channel/crypto.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace nhaclich;
using namespace nhaclich::channel;

namespace {

constexpr auto one = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

std::vector<Secret> keys(const std::string& text) { return webhook_keys(Secret(text)).value(); }

}  // namespace

TEST_CASE("a signature is the one of the Standard Webhooks test vector") {
    // Same inputs as in the reference libraries; checked with:
    //   printf '%s' 'ID.TIMESTAMP.BODY' | openssl dgst -sha256 -mac HMAC -macopt hexkey:… -binary |
    //   base64
    const Instant at(std::chrono::seconds(1614265330));
    const auto* const body = R"({"test": 2432232314})";
    CHECK(webhook_signature(keys(one), "msg_p5jXN8AQM9LWM0D4loKWxJek", at, body) ==
          "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST_CASE("during a rotation both keys sign") {
    const auto two = fmt::format("{}\nwhsec_{}\n", one, base64(std::string(32, 'k')));
    const auto both = webhook_signature(keys(two), "a", Instant{}, "b");
    CHECK(both.substr(0, both.find(' ')) == webhook_signature(keys(one), "a", Instant{}, "b"));
    CHECK(both.size() == 2 * 47 + 1);
}

TEST_CASE("a secret of another form or length is refused and not shown") {
    const auto text = GENERATE(
        as<std::string>{}, "", " ", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_", "whsec_AAAA",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaL*Sw",
        "whsec_" + base64(std::string(65, 'k')), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw extra");
    CAPTURE(text);
    const auto read = webhook_keys(Secret(text));
    REQUIRE_FALSE(read);
    CHECK(read.error().id.key == "channel.webhook-secret");
    CHECK(read.error().args.empty());
}

TEST_CASE("base64 reads what it writes and nothing else") {
    for (const auto* const octets : {"", "f", "fo", "foo", "foob", "fooba", "foobar"})
        CHECK(from_base64(base64(octets)) == octets);
    CHECK(base64("foobar") == "Zm9vYmFy");
    for (const auto* const text :
         {"Zg", "Zg=", "Zg===", "Z===", "====", "Zm9v\n", "Zm 9", "Zg==Zg==", "Zg=a"})
        CHECK_FALSE(from_base64(text));
}

TEST_CASE("base64url has no letter that an address would have to escape") {
    CHECK(base64url("\xFB\xEF\xFF\x3E") == "--__Pg");
    CHECK(base64url("ab") == "YWI");
    CHECK(base64url("") == "");
    CHECK(base64url("abc") == "YWJj");
}

TEST_CASE("random octets are as many as asked for, and others each time") {
    CHECK(random_octets(32).size() == 32);
    CHECK(random_octets(32) != random_octets(32));
}
