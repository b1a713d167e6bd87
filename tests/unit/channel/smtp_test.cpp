#include "channel/smtp.hpp"

#include "unit/channel/fixtures.hpp"
#include "unit/channel/samples.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/json/serialize.hpp>
#include <boost/system/system_error.hpp>
#include <catch2/catch.hpp>
#include <chrono>

using namespace nhaclich;
using namespace nhaclich::channel;
using namespace nhaclich::channel::tests;
namespace asio = boost::asio;
using config::Tls;

namespace {

config::SmtpSettings settings(const Server& server, Tls tls) {
    config::SmtpSettings relay;
    relay.host = "127.0.0.1";
    relay.port = server.port();
    relay.tls = tls;
    relay.ca_file = server.ca_file();
    relay.connections = 1;
    return relay;
}

/// What is paused stays so: no time passes.
Instant no_time() { return {}; }

Smtp smtp(const std::vector<config::SmtpSettings>& relays) {
    return Smtp(a_sender(), relays, no_time, key_of);
}
Smtp smtp(const config::SmtpSettings& relay) { return smtp(std::vector{relay}); }

/// Takes connections and says nothing.
class SilentRelay {
  public:
    std::uint16_t port() const { return acceptor_.local_endpoint().port(); }

  private:
    asio::io_context io_{1};
    asio::ip::tcp::acceptor acceptor_{io_, {asio::ip::address_v4::loopback(), 0}};
};

/// A relay without TLS whose first transactions go as the script says.
struct Scripted {
    explicit Scripted(const std::string& script) : server("smtp_server", {"--script", script}) {}
    SendResult sent(const Payload& payload) { return tests::sent(io, channel, payload); }

    Server server;
    asio::io_context io{1};
    Smtp channel = smtp(settings(server, Tls::none));
};

std::string text(const boost::json::object& row, const char* key) {
    return std::string(row.at(key).as_string());
}

}  // namespace

TEST_CASE("a mail goes through STARTTLS and AUTH and arrives octet by octet") {
    const Server server("smtp_server",
                        {"--tls", "starttls", "--user", "lich", "--password", "mật khẩu"});
    auto relay = settings(server, Tls::starttls);
    const TemporaryDirectory directory;
    relay.user = "lich";
    relay.password_file = directory.file("password", "mật khẩu\n");
    auto channel = smtp(relay);
    const auto payload = a_mail();
    const auto result = sent(channel, payload);
    CHECK(answer_of(result) == "end of text: 250 2.0.0 queued");
    CHECK(kind_of(result) == "accepted");
    const auto journal = server.journal();
    REQUIRE(journal.size() == 1);
    CHECK(text(journal[0], "octets") == payload.octets);
    CHECK(text(journal[0], "sender") == "ban-vstbcpn@hatrung.example");
    CHECK(boost::json::serialize(journal[0].at("recipients")) == R"(["nguoi-nhan@example.org"])");
    CHECK(text(journal[0], "hello") == "lich.hatrung.example");
    CHECK(text(journal[0], "user") == "lich");
    CHECK(journal[0].at("tls").as_bool());
}

TEST_CASE("a mail goes through implicit TLS") {
    const Server server("smtp_server", {"--tls", "implicit"});
    auto channel = smtp(settings(server, Tls::implicit));
    CHECK(kind_of(sent(channel, a_mail())) == "accepted");
    REQUIRE(server.journal().size() == 1);
    CHECK(server.journal()[0].at("tls").as_bool());
}

TEST_CASE("a relay that cannot prove its name gets no mail") {
    const Server server("smtp_server", {"--tls", "starttls", "--name", "other.example.org"});
    auto channel = smtp(settings(server, Tls::starttls));
    CHECK(kind_of(sent(channel, a_mail())) == "deferred relay");
    CHECK(server.journal().empty());
}

TEST_CASE("a certificate of an authority nobody knows gets no mail") {
    const Server server("smtp_server", {"--tls", "implicit"});
    auto relay = settings(server, Tls::implicit);
    relay.ca_file.clear();
    auto channel = smtp(relay);
    CHECK(kind_of(sent(channel, a_mail())) == "deferred relay");
    CHECK(server.journal().empty());
}

TEST_CASE("a relay without STARTTLS gets nothing in clear") {
    const Server server("smtp_server", {});
    auto channel = smtp(settings(server, Tls::starttls));
    const auto result = sent(channel, a_mail());
    CHECK(kind_of(result) == "deferred relay");
    CHECK(answer_of(result).starts_with("EHLO: "));
    CHECK(server.journal().empty());
}

TEST_CASE("without TLS only this machine is reached") {
    auto relay = config::SmtpSettings{};
    relay.host = "192.0.2.1";
    relay.tls = Tls::none;
    auto channel = smtp(relay);
    const auto start = std::chrono::steady_clock::now();
    CHECK(kind_of(sent(channel, a_mail())) == "deferred relay");
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds{5});
}

TEST_CASE("a wrong password defers and stays out of the answer") {
    const Server server("smtp_server",
                        {"--tls", "starttls", "--user", "lich", "--password", "right"});
    auto relay = settings(server, Tls::starttls);
    const TemporaryDirectory directory;
    relay.user = "lich";
    relay.password_file = directory.file("password", "wrong");
    auto channel = smtp(relay);
    asio::io_context io(1);
    const auto payload = a_mail();
    const auto result = sent(io, channel, payload);
    CHECK(kind_of(result) == "deferred relay");
    CHECK(answer_of(result) == "AUTH: 535 5.7.8");
    // The file is read at each use: a corrected password needs no restart.
    directory.file("password", "right");
    CHECK(kind_of(sent(io, channel, payload)) == "accepted");
}

TEST_CASE("a password file anybody may read is not used") {
    const Server server("smtp_server", {"--tls", "starttls", "--user", "lich", "--password", "x"});
    auto relay = settings(server, Tls::starttls);
    const TemporaryDirectory directory;
    relay.user = "lich";
    relay.password_file = directory.file("password", "x");
    std::filesystem::permissions(relay.password_file, std::filesystem::perms::others_read,
                                 std::filesystem::perm_options::add);
    auto channel = smtp(relay);
    const auto result = sent(channel, a_mail());
    CHECK(kind_of(result) == "deferred relay");
    CHECK(answer_of(result) == "channel.secret-exposed");
    CHECK(server.journal().empty());
}

TEST_CASE("what the relay says to a command decides") {
    struct Row {
        const char* step;
        const char* kind;
        const char* answer;
    };
    const auto row = GENERATE(values<Row>({
        {"mail:451 4.3.0 later", "deferred relay", "MAIL: 451 4.3.0 later"},
        {"rcpt:450 4.2.0 greylisted", "deferred", "RCPT: 450 4.2.0 greylisted"},
        {"rcpt:550 5.1.1 nobody", "refused", "RCPT: 550 5.1.1 nobody"},
        {"dot:451 4.3.0 later", "deferred", "end of text: 451 4.3.0 later"},
        {"dot:554 5.7.1 spam", "refused", "end of text: 554 5.7.1 spam"},
    }));
    Scripted world(row.step);
    const auto payload = a_mail();
    const auto result = world.sent(payload);
    CHECK(kind_of(result) == row.kind);
    CHECK(answer_of(result) == row.answer);
    CHECK(world.server.journal().empty());
    CHECK(kind_of(world.sent(payload)) == "accepted");
}

TEST_CASE("a connection is used again for the next mail") {
    Scripted world("ok");
    CHECK(kind_of(world.sent(a_mail("a@example.org", "mot"))) == "accepted");
    CHECK(kind_of(world.sent(a_mail("b@example.org", "hai"))) == "accepted");
    const auto journal = world.server.journal();
    REQUIRE(journal.size() == 2);
    CHECK(journal[0].at("connection") == journal[1].at("connection"));
}

TEST_CASE("a relay that ended an idle connection gets the mail on a fresh one") {
    Scripted world(GENERATE(as<std::string>{}, "ok|mail:421 4.4.2 idle too long", "bye|ok"));
    CHECK(kind_of(world.sent(a_mail("a@example.org", "mot"))) == "accepted");
    CHECK(kind_of(world.sent(a_mail("b@example.org", "hai"))) == "accepted");
    const auto journal = world.server.journal();
    REQUIRE(journal.size() == 2);
    CHECK(journal[0].at("connection") != journal[1].at("connection"));
}

TEST_CASE("421 at the end of the text on a connection in use: the same octets on a fresh one") {
    Scripted world("ok|dot:421 4.3.2 going down|ok");
    CHECK(kind_of(world.sent(a_mail())) == "accepted");
    CHECK(kind_of(world.sent(a_mail())) == "accepted");
    const auto journal = world.server.journal();
    REQUIRE(journal.size() == 2);
    CHECK(journal[0].at("octets") == journal[1].at("octets"));
    CHECK(journal[0].at("connection") != journal[1].at("connection"));
}

TEST_CASE("a reply of several lines is kept as one sentence") {
    Scripted world("rcpt:550-5.1.1 The account does not exist.\r\n550 5.1.1 Check the address.");
    CHECK(answer_of(world.sent(a_mail())) ==
          "RCPT: 550 5.1.1 The account does not exist. Check the address.");
}

TEST_CASE("a connection at rest is closed without waiting, and opened again when needed") {
    const Server server("smtp_server", {"--tls", "implicit"});
    SmtpConnection connection({settings(server, Tls::implicit), "a@example.org", "example.org"},
                              key_of);
    CHECK(kind_of(connection.deliver(a_mail(), {})) == "accepted");
    const auto start = std::chrono::steady_clock::now();
    connection.rest();
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds{1});
    CHECK(kind_of(connection.deliver(a_mail(), {})) == "accepted");
    const auto journal = server.journal();
    REQUIRE(journal.size() == 2);
    CHECK(journal[0].at("connection") != journal[1].at("connection"));
}

TEST_CASE("a cut after the final dot is in doubt, and the repeat has the same octets") {
    Scripted world("cut");
    const auto payload = a_mail();
    const auto result = world.sent(payload);
    CHECK(kind_of(result) == "doubtful");
    CHECK(answer_of(result).starts_with("end of text: "));
    CHECK(kind_of(world.sent(payload)) == "accepted");
    const auto journal = world.server.journal();
    REQUIRE(journal.size() == 2);
    CHECK(journal[0].at("octets") == journal[1].at("octets"));
}

TEST_CASE("a relay that is not there defers") {
    config::SmtpSettings relay;
    {
        const Server server("smtp_server", {});
        relay = settings(server, Tls::none);
    }
    auto channel = smtp(relay);
    const auto result = sent(channel, a_mail());
    CHECK(kind_of(result) == "deferred relay");
    CHECK(answer_of(result).starts_with("connect: "));
}

TEST_CASE("a stored row with a bad address is refused before any relay sees it") {
    Scripted world("ok");
    auto payload = a_mail();
    payload.to = line("a@example.org> RCPT TO:<b@example.org");
    const auto result = world.sent(payload);
    CHECK(kind_of(result) == "refused");
    CHECK(answer_of(result) == "address.mail");
    CHECK(world.server.journal().empty());
}

TEST_CASE("a send can be given up while the relay is silent, and nothing is left behind") {
    Scripted world("silent");
    const auto payload = a_mail();
    asio::cancellation_signal signal;
    std::exception_ptr thrown;
    asio::co_spawn(world.io, world.channel.send(payload),
                   asio::bind_cancellation_slot(signal.slot(),
                                                [&](std::exception_ptr fault, const SendResult&) {
                                                    thrown = std::move(fault);
                                                }));
    world.io.poll();
    world.server.await_journal();
    const auto start = std::chrono::steady_clock::now();
    signal.emit(asio::cancellation_type::terminal);
    world.io.run();
    REQUIRE(thrown);
    CHECK_THROWS_AS(std::rethrow_exception(thrown), boost::system::system_error);
    // The one sender thread is free again at once.
    CHECK(kind_of(world.sent(payload)) == "accepted");
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds{10});
}

TEST_CASE("a relay that says nothing before the text costs a minute, not ten") {
    const SilentRelay silent;
    SmtpRoute route{{}, "from@example.org", "example.org", {}};
    route.relay.host = "127.0.0.1";
    route.relay.port = silent.port();
    route.relay.tls = Tls::none;
    CHECK(route.patience.envelope == std::chrono::seconds{60});
    CHECK(route.patience.block == std::chrono::seconds{180});
    route.patience.envelope = std::chrono::seconds{1};
    SmtpConnection connection(route, key_of);
    const auto result = connection.deliver(a_mail(), std::stop_token{});
    CHECK(kind_of(result) == "deferred relay");
    CHECK(answer_of(result) == "connect: Timeout was reached");
}

TEST_CASE("the history is told who took a mail, and by which TLS") {
    const Server server("smtp_server", {"--tls", "starttls"});
    auto channel = smtp(settings(server, Tls::starttls));
    const auto by_tls = std::get<Accepted>(sent(channel, a_mail())).server;
    CHECK(by_tls.name == "127.0.0.1");
    CHECK(by_tls.tls == "TLSv1.3");
    const Server older("smtp_server", {"--tls", "implicit", "--newest", "TLSv1_2"});
    auto implicit = smtp(settings(older, Tls::implicit));
    CHECK(std::get<Accepted>(sent(implicit, a_mail())).server.tls == "TLSv1.2");
    const Server plain("smtp_server", {});
    auto in_clear = smtp(settings(plain, Tls::none));
    CHECK(std::get<Accepted>(sent(in_clear, a_mail())).server.tls.empty());
}

TEST_CASE("a relay that speaks nothing newer than TLS 1.1 gets no mail") {
    const Server server("smtp_server", {"--tls", "implicit", "--newest", "TLSv1_1"});
    auto channel = smtp(settings(server, Tls::implicit));
    const auto result = sent(channel, a_mail());
    CHECK(kind_of(result) == "deferred relay");
    CHECK(server.journal().empty());
}

TEST_CASE("whatever no time mends is told apart") {
    const Server nameless("smtp_server", {"--tls", "starttls", "--name", "other.example.org"});
    const Server clear("smtp_server", {});
    const Server gone("smtp_server", {"--script", "mail:421 4.3.2 gone|mail:550 5.7.1 not you"});
    auto channel = smtp(settings(gone, Tls::none));
    const auto needs_somebody = [](const SendResult& result) {
        return std::get<Deferred>(result).needs_somebody;
    };
    auto of_nameless = smtp(settings(nameless, Tls::starttls));
    auto of_clear = smtp(settings(clear, Tls::starttls));
    CHECK(needs_somebody(sent(of_nameless, a_mail())));
    CHECK(needs_somebody(sent(of_clear, a_mail())));
    asio::io_context io{1};
    CHECK_FALSE(needs_somebody(sent(io, channel, a_mail())));
    CHECK(needs_somebody(sent(io, channel, a_mail())));
}
