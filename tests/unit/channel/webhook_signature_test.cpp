#include "channel/webhook_signature.hpp"

#include "crypto/crypto.hpp"

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
    const auto two = fmt::format("{}\nwhsec_{}\n", one, crypto::base64(std::string(32, 'k')));
    const auto both = webhook_signature(keys(two), "a", Instant{}, "b");
    CHECK(both.substr(0, both.find(' ')) == webhook_signature(keys(one), "a", Instant{}, "b"));
    CHECK(both.size() == 2 * 47 + 1);
}

TEST_CASE("a secret of another form or length is refused and not shown") {
    const auto text = GENERATE(as<std::string>{}, "", " ", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                               "whsec_", "whsec_AAAA", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS",
                               "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaL*Sw",
                               "whsec_" + crypto::base64(std::string(65, 'k')),
                               "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw extra");
    CAPTURE(text);
    const auto read = webhook_keys(Secret(text));
    REQUIRE_FALSE(read);
    CHECK(read.error().id.key == "channel.webhook-secret");
    CHECK(read.error().args.empty());
}
