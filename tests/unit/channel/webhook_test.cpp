#include "channel/webhook.hpp"

#include "channel/webhook_request.hpp"
#include "unit/channel/fixtures.hpp"
#include "unit/channel/samples.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/json.hpp>
#include <boost/system/system_error.hpp>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fmt/format.h>

using namespace nhaclich;
using namespace nhaclich::channel;
using namespace nhaclich::channel::tests;
namespace asio = boost::asio;

namespace {

constexpr auto key = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

config::WebhookSettings settings(std::string url, bool allow_loopback = true) {
    config::WebhookSettings webhook{.id = ChannelId::parse("zalo").value()};
    webhook.url = std::move(url);
    webhook.allow_loopback = allow_loopback;
    return webhook;
}

struct World {
    explicit World(config::WebhookSettings with) : channel(made(std::move(with))) {}
    explicit World(const Server& server)
        : World(settings(fmt::format("http://127.0.0.1:{}/hook?x=1", server.port()))) {}

    Webhook made(config::WebhookSettings with) {
        with.secret_file = directory.file("secret", std::string(key) + "\n");
        return {std::move(with), [this] { return now; }, key_of};
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

constexpr const char* token = "123456:AAE-khoa_thu.nghiem/x7k2m9?";

message::WebhookBody body(message::BodyFormat format, const std::string& text) {
    return message::WebhookBody::parse(format, {"body", text}, {}).value();
}

/// A service with a token of its own, unsigned.
struct Service {
    explicit Service(const std::string& script, const std::string& path = "/{{token}}/gui")
        : endpoint(server(script)) {
        with.url = fmt::format("http://127.0.0.1:{}{}", endpoint.port(), path);
        with.token_file = directory.file("token", std::string(token) + "\n");
        with.headers = {{"Authorization", "Bearer {{token}}"}};
        with.body = body(message::BodyFormat::json, R"({"to": "{{to}}", "t": "{{title}}"})");
    }
    SendResult sent(std::string_view to = "user-17") {
        Webhook channel(
            with, [] { return Instant{}; }, key_of);
        const auto payload = channel.encode(a_message(), line(to), a_key(), 0).value();
        return tests::sent(io, channel, payload);
    }
    boost::json::object received() const { return endpoint.journal().at(0); }

    TemporaryDirectory directory;
    Server endpoint;
    config::WebhookSettings with = settings("");
    asio::io_context io{1};
};

/// A variable of the environment for as long as this lives.
class Variable {
  public:
    Variable(const char* name, const std::string& value) : name_(name) {
        if (const auto* before = std::getenv(name)) before_ = before;
        ::setenv(name, value.c_str(), 1);
    }
    Variable(const Variable&) = delete;
    Variable& operator=(const Variable&) = delete;
    ~Variable() { before_ ? ::setenv(name_, before_->c_str(), 1) : ::unsetenv(name_); }

  private:
    const char* name_;
    std::optional<std::string> before_;
};

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
    for (const auto* const expected : {"doubtful", "deferred relay", "deferred relay", "gone",
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

TEST_CASE("no proxy, no netrc and no cookie of an earlier answer has a part in a request") {
    const auto endpoint = server("200 set-cookie=a=b|ok");
    const auto proxy = server();
    const TemporaryDirectory home;
    home.file(".netrc", "machine 127.0.0.1 login nobody password nothing\n");
    const Variable at_home("HOME", home.path().string());
    const auto address = fmt::format("http://127.0.0.1:{}", proxy.port());
    const Variable http("http_proxy", address);
    const Variable all("all_proxy", address);
    World world(endpoint);
    for (int i = 0; i < 2; ++i) CHECK(kind_of(world.sent(world.payload())) == "accepted");
    CHECK(proxy.journal().empty());
    const auto journal = endpoint.journal();
    REQUIRE(journal.size() == 2);
    for (const auto& row : journal) {
        CHECK_FALSE(row.at("headers").as_object().contains("authorization"));
        CHECK_FALSE(row.at("headers").as_object().contains("cookie"));
    }
}

TEST_CASE("a body of a service's own form goes out unsigned, with its token where it belongs") {
    Service service("");
    CHECK(kind_of(service.sent()) == "accepted");
    const auto seen = service.received();
    CHECK(seen.at("body") == R"({"to":"user-17","t":"Ngày Quốc tế phụ nữ"})");
    CHECK(seen.at("path") == "/123456:AAE-khoa_thu.nghiem%2Fx7k2m9%3F/gui");
    const auto& headers = seen.at("headers").as_object();
    CHECK(headers.at("authorization").as_string() == std::string("Bearer ") + token);
    CHECK(headers.at("content-type") == "application/json");
    for (const auto* name : {"webhook-id", "webhook-timestamp", "webhook-signature"})
        CHECK_FALSE(headers.contains(name));
}

TEST_CASE("with a secret_file the body of a service's own form is signed as well") {
    Service service("");
    service.with.secret_file = service.directory.file("secret", std::string(key) + "\n");
    CHECK(kind_of(service.sent()) == "accepted");
    CHECK(service.received().at("signed").as_bool());
}

TEST_CASE("a member's address in the URL is one segment, whatever it holds") {
    Service service("", "/{{to}}?t={{token}}");
    service.with.headers.clear();
    service.with.content_type = "text/plain; charset=utf-8";
    service.with.body = body(message::BodyFormat::plain, "{{title}}\n");
    CHECK(kind_of(service.sent("a/../b?c#đ {{token}}")) == "accepted");
    CHECK(service.received().at("path") ==
          "/a%2F..%2Fb%3Fc%23%C4%91%20%7B%7Btoken%7D%7D"
          "?t=123456:AAE-khoa_thu.nghiem%2Fx7k2m9%3F");
    CHECK(service.received().at("body") == "Ngày Quốc tế phụ nữ\n");
    CHECK(service.received().at("type") == "text/plain; charset=utf-8");
}

TEST_CASE("a new token is taken at the next attempt, and one that could break a request is not") {
    Service service("", "/x");
    CHECK(kind_of(service.sent()) == "accepted");
    service.directory.file("token", "moi");
    CHECK(kind_of(service.sent()) == "accepted");
    CHECK(service.endpoint.journal().at(1).at("headers").at("authorization") == "Bearer moi");
    for (const auto* const broken : {"a\r\nX-Y: z", "a\nb", "a b", "a\tb", "mã"}) {
        service.directory.file("token", broken);
        const auto result = service.sent();
        CHECK(kind_of(result) == "deferred relay");
        CHECK(answer_of(result) == "channel.webhook-token");
    }
    CHECK(service.endpoint.journal().size() == 2);
}

TEST_CASE("what an endpoint repeats of a secret does not come into the ledger") {
    SECTION("a token") {
        Service service("echo");
        const auto result = service.sent();
        CHECK(kind_of(result) == "deferred relay");
        CHECK_THAT(answer_of(result), Catch::Contains("HTTP 404 /•••/gui"));
        CHECK_THAT(answer_of(result), !Catch::Contains("khoa_thu"));
    }
    SECTION("an address") {
        Service service("echo");
        service.with.url_file = service.directory.file(
            "url", fmt::format("http://127.0.0.1:{}/services/khoa-bi-mat-1?sig=khoa-bi-mat-2\n",
                               service.endpoint.port()));
        const auto result = service.sent();
        CHECK_THAT(answer_of(result), Catch::Contains("HTTP 404 /services/•••?sig=•••"));
        CHECK_THAT(answer_of(result), !Catch::Contains("bi-mat"));
    }
}

TEST_CASE("an address from a file is judged like one of the settings, and never shown") {
    Service service("");
    for (const auto& url :
         {std::string("http://192.0.2.1/khoa-bi-mat"), std::string("https://10.0.0.1/khoa-bi-mat"),
          std::string("ftp://example.org/khoa-bi-mat"), std::string("khoa bi mat"),
          std::string("https://a@example.org/khoa-bi-mat"),
          std::string("http://127.0.0.1/\nkhoa-bi-mat")}) {
        service.with.url_file = service.directory.file("url", url);
        const auto result = service.sent();
        CHECK(kind_of(result) == "deferred relay");
        CHECK_THAT(answer_of(result), Catch::StartsWith("channel.webhook-"));
    }
    CHECK(service.endpoint.journal().empty());
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

TEST_CASE("an endpoint in a network that is allowed is reached, in another one it is not") {
    const auto endpoint = server();
    auto with = settings(fmt::format("http://127.0.0.1:{}/", endpoint.port()), false);
    with.allow_networks = {"192.168.0.0/16"};
    World elsewhere(with);
    CHECK(kind_of(elsewhere.sent(elsewhere.payload())) == "deferred relay");
    CHECK(endpoint.journal().empty());
    with.allow_networks = {"127.0.0.0/8"};
    World inside(with);
    CHECK(kind_of(inside.sent(inside.payload())) == "accepted");
    CHECK(endpoint.journal().size() == 1);
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
    CHECK(reach_of(settings(row.url, row.allow_loopback), row.url).has_value() == row.valid);
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
