#include "channel/webhook.hpp"

#include "unit/channel/fixtures.hpp"
#include "unit/channel/samples.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/system/system_error.hpp>
#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace nhaclich;
using namespace nhaclich::channel;
using namespace nhaclich::channel::tests;
namespace asio = boost::asio;

namespace {

constexpr auto key = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

config::WebhookSettings settings(std::string url, bool allow_loopback = true) {
    return {ChannelId::parse("zalo").value(), std::move(url), "", allow_loopback};
}

struct World {
    explicit World(config::WebhookSettings with) : channel(made(std::move(with))) {}
    explicit World(const Server& server)
        : World(settings(fmt::format("http://127.0.0.1:{}/hook?x=1", server.port()))) {}

    Webhook made(config::WebhookSettings with) {
        with.secret_file = directory.file("secret", std::string(key) + "\n");
        const auto reach = reach_of(with).value();
        return {std::move(with), reach, [this] { return now; }, key_of};
    }
    Payload payload() const {
        return channel.encode(a_message(), line("user-17"), a_key(), 0).value();
    }
    SendResult sent(const Payload& what) { return tests::sent(io, channel, what); }

    TemporaryDirectory directory;
    Instant now{std::chrono::seconds{1772672460}};
    asio::io_context io{1};
    Webhook channel;
};

Server server(const std::string& script = "") {
    return {"webhook_server", {"--secret", key, "--script", script}};
}

}  // namespace

TEST_CASE("a webhook carries type, time and facts, minified, under an id that never changes") {
    World world(settings("https://example.org/hook"));
    const auto payload = world.payload();
    CHECK(payload.octets ==
          R"({"type":"reminder.due","timestamp":"2026-03-05T01:00:00Z","data":)"
          R"({"entry":"quoc-te-phu-nu","title":"Ngày Quốc tế phụ nữ","to":"user-17"}})");
    CHECK(payload.message_id.starts_with("msg_"));
    CHECK(payload.message_id.find('.') == std::string::npos);
    CHECK(world.payload().octets == payload.octets);
    auto message = a_message();
    message.json = "[]";
    CHECK(world.channel.encode(message, line("x"), a_key(), 0).error().id.key ==
          "channel.webhook-facts");
}

TEST_CASE("an endpoint receives a signed POST with the octets of the payload") {
    const auto endpoint = server();
    World world(endpoint);
    const auto payload = world.payload();
    const auto result = world.sent(payload);
    CHECK(answer_of(result) == "HTTP 200 seen\\u000a");
    CHECK(kind_of(result) == "accepted");
    const auto journal = endpoint.journal();
    REQUIRE(journal.size() == 1);
    CHECK(journal[0].at("signed").as_bool());
    CHECK(journal[0].at("body").as_string() == payload.octets);
    CHECK(journal[0].at("id").as_string() == payload.message_id);
    CHECK(journal[0].at("timestamp").as_string() == "1772672460");
    CHECK(journal[0].at("type").as_string() == "application/json");
    CHECK(journal[0].at("agent").as_string() == "nhaclich");
    CHECK(journal[0].at("path").as_string() == "/hook?x=1");
}

TEST_CASE("what the endpoint answers decides, and a repeat is signed anew under the same id") {
    const auto endpoint = server("cut|500|429 retry-after=7|410|404|big|ok");
    World world(endpoint);
    const auto payload = world.payload();
    for (const auto* const expected : {"doubtful", "deferred relay", "deferred relay", "refused",
                                       "deferred relay", "accepted", "accepted"}) {
        CHECK(kind_of(world.sent(payload)) == expected);
        world.now += std::chrono::minutes{5};
    }
    const auto journal = endpoint.journal();
    REQUIRE(journal.size() == 7);
    for (const auto& row : journal) {
        CHECK(row.at("signed").as_bool());
        CHECK(row.at("id") == journal[0].at("id"));
        CHECK(row.at("body") == journal[0].at("body"));
    }
    CHECK(journal[1].at("timestamp") != journal[0].at("timestamp"));
}

TEST_CASE("a redirection is not followed") {
    const auto other = server();
    const auto endpoint = server(fmt::format("302 location=http://127.0.0.1:{}/", other.port()));
    World world(endpoint);
    CHECK(kind_of(world.sent(world.payload())) == "deferred relay");
    CHECK(other.journal().empty());
}

TEST_CASE("an address inside the network is never connected to, however it is written") {
    const auto endpoint = server();
    const auto host =
        GENERATE(as<std::string>{}, "127.0.0.1", "localhost", "2130706433", "0x7f.1", "0", "[::1]",
                 "[::ffff:127.0.0.1]", "10.0.0.1", "169.254.169.254", "[fe80::1]");
    CAPTURE(host);
    World world(settings(fmt::format("https://{}:{}/", host, endpoint.port()), false));
    const auto result = world.sent(world.payload());
    CHECK(kind_of(result) == "deferred relay");
    CHECK(answer_of(result) == "channel.webhook-address");
    CHECK(endpoint.journal().empty());
}

TEST_CASE("http reaches this machine only") {
    World world(settings("http://192.0.2.1/", true));
    CHECK(answer_of(world.sent(world.payload())) == "channel.webhook-address");
}

TEST_CASE("an endpoint that cannot prove its name gets nothing") {
    const Server endpoint("webhook_server", {"--secret", key, "--tls"});
    World world(settings(fmt::format("https://127.0.0.1:{}/", endpoint.port())));
    CHECK(kind_of(world.sent(world.payload())) == "deferred relay");
    CHECK(endpoint.journal().empty());
}

TEST_CASE("an endpoint that is not there defers") {
    std::uint16_t port = 0;
    {
        const auto gone = server();
        port = gone.port();
    }
    World world(settings(fmt::format("http://127.0.0.1:{}/", port)));
    CHECK(kind_of(world.sent(world.payload())) == "deferred relay");
}

TEST_CASE("a broken secret file defers and sends nothing") {
    const auto endpoint = server();
    World world(endpoint);
    world.directory.file("secret", "no secret");
    const auto result = world.sent(world.payload());
    CHECK(kind_of(result) == "deferred relay");
    CHECK(answer_of(result) == "channel.webhook-secret");
    CHECK(endpoint.journal().empty());
}

TEST_CASE("a URL with credentials, of another scheme or in clear to the world is refused") {
    struct Row {
        const char* url;
        bool allow_loopback;
        bool valid;
    };
    const auto row = GENERATE(values<Row>({{"https://example.org/hook", false, true},
                                           {"https://example.org/hook", true, true},
                                           {"http://127.0.0.1:8080/hook", true, true},
                                           {"http://127.0.0.1:8080/hook", false, false},
                                           {"https://user:pass@example.org/", false, false},
                                           {"https://user@example.org/", false, false},
                                           {"ftp://example.org/", true, false},
                                           {"file:///etc/passwd", true, false},
                                           {"example.org", true, false},
                                           {"https://", true, false},
                                           {"", true, false}}));
    CAPTURE(row.url, row.allow_loopback);
    CHECK(reach_of(settings(row.url, row.allow_loopback)).has_value() == row.valid);
}

TEST_CASE("many webhooks run at once on the one loop") {
    const auto endpoint = server();
    World world(endpoint);
    const auto payload = world.payload();
    int accepted = 0;
    for (int i = 0; i < 20; ++i)
        asio::co_spawn(world.io, world.channel.send(payload),
                       [&](std::exception_ptr fault, const SendResult& result) {
                           if (!fault && kind_of(result) == "accepted") ++accepted;
                       });
    world.io.run();
    CHECK(accepted == 20);
    CHECK(endpoint.journal().size() == 20);
}

TEST_CASE("a send can be given up while the endpoint is silent, and the channel goes on") {
    asio::io_context listening;
    const asio::ip::tcp::acceptor silent(listening, {asio::ip::address_v4::loopback(), 0});
    World world(settings(fmt::format("http://127.0.0.1:{}/", silent.local_endpoint().port())));
    const auto payload = world.payload();
    asio::cancellation_signal signal;
    std::exception_ptr thrown;
    asio::co_spawn(world.io, world.channel.send(payload),
                   asio::bind_cancellation_slot(signal.slot(),
                                                [&](std::exception_ptr fault, const SendResult&) {
                                                    thrown = std::move(fault);
                                                }));
    for (int step = 0; step < 5; ++step) world.io.poll();
    CHECK_FALSE(thrown);
    signal.emit(asio::cancellation_type::terminal);
    world.io.run();
    REQUIRE(thrown);
    CHECK_THROWS_AS(std::rethrow_exception(thrown), boost::system::system_error);
}
