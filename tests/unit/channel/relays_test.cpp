// Several relays: which of them gets a mail, and what is told of the others.
#include "channel/smtp.hpp"
#include "unit/channel/fixtures.hpp"
#include "unit/channel/samples.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <catch2/catch.hpp>
#include <chrono>

using namespace nhaclich;
using namespace nhaclich::channel;
using namespace nhaclich::channel::tests;
namespace asio = boost::asio;

namespace {

config::SmtpSettings settings(const Server& server) {
    config::SmtpSettings relay;
    relay.host = "127.0.0.1";
    relay.port = server.port();
    relay.tls = config::Tls::none;
    relay.connections = 1;
    return relay;
}

/// What is paused stays so: no time passes.
Instant no_time() { return {}; }

Smtp smtp(const std::vector<config::SmtpSettings>& relays) {
    return Smtp(a_sender(), relays, no_time, key_of);
}

/// A send that does not end before this does.
class Stuck {
  public:
    Stuck(asio::io_context& io, Channel& channel) : io_(io) {
        asio::co_spawn(io, channel.send(payload_, handover_),
                       asio::bind_cancellation_slot(give_up_.slot(), asio::detached));
        io.restart();
        io.poll();
    }
    Stuck(const Stuck&) = delete;
    Stuck& operator=(const Stuck&) = delete;
    ~Stuck() {
        give_up_.emit(asio::cancellation_type::terminal);
        io_.restart();
        io_.run();
    }

  private:
    asio::io_context& io_;
    Payload payload_ = a_mail();
    Handover handover_;
    asio::cancellation_signal give_up_;
};

}  // namespace

TEST_CASE("while a relay is in trouble the next one gets the mail") {
    const Server first("smtp_server", {"--script", "mail:421 4.3.2 gone|ok"});
    const Server second("smtp_server", {});
    auto channel = smtp(std::vector{settings(first), settings(second)});
    asio::io_context io{1};
    const auto name = [](const Server& server) {
        return "127.0.0.1:" + std::to_string(server.port());
    };
    Handover handover;
    const auto result = sent(io, channel, a_mail(), handover);
    CHECK(answer_of(result) == "end of text: 250 2.0.0 queued");
    CHECK(std::get<Accepted>(result).server.name == name(second));
    // What the first said is not lost.
    REQUIRE(handover.passed_on.size() == 1);
    CHECK(handover.passed_on[0].answer == "MAIL: 421 4.3.2 gone");
    CHECK(handover.passed_on[0].server.name == name(first));
    // The first is left alone for a while, though it would take the mail by now.
    CHECK(kind_of(sent(io, channel, a_mail())) == "accepted");
    CHECK(first.journal().empty());
    CHECK(second.journal().size() == 2);
}

TEST_CASE("what may have been accepted, or was refused, is offered to no other relay") {
    for (const std::string script : {"cut", "rcpt:550 5.1.1 nobody", "rcpt:450 4.2.0 greylisted"}) {
        CAPTURE(script);
        const Server first("smtp_server", {"--script", script});
        const Server second("smtp_server", {});
        auto channel = smtp(std::vector{settings(first), settings(second)});
        CHECK(kind_of(sent(channel, a_mail())) != "accepted");
        CHECK(second.journal().empty());
    }
}

TEST_CASE("when every relay is in trouble the mail is deferred, and each is tried the next time") {
    const Server first("smtp_server", {"--script", "mail:421 4.3.2 gone|ok"});
    const Server second("smtp_server", {"--script", "mail:421 4.3.2 gone|ok"});
    auto channel = smtp(std::vector{settings(first), settings(second)});
    asio::io_context io{1};
    CHECK(kind_of(sent(io, channel, a_mail())) == "deferred relay");
    CHECK(kind_of(sent(io, channel, a_mail())) == "accepted");
    CHECK(first.journal().size() == 1);
}

TEST_CASE("as many mails go out at once as the relay they go to has connections") {
    const Server first("smtp_server", {"--script", "silent"});
    const Server second("smtp_server", {});
    std::vector relays{settings(first), settings(second)};
    relays[1].connections = 8;
    SmtpPatience patience;
    patience.standstill = std::chrono::seconds{0};
    Smtp channel(a_sender(), relays, no_time, key_of, patience);
    CHECK(channel.width() == 1);
    asio::io_context io{1};
    const Stuck stuck(io, channel);
    first.await_journal();
    // What the first holds up, and all the second has.
    CHECK(channel.width() == 1 + 8);
}

TEST_CASE("a mail the next relay has no place for in time stays due, whatever the first said") {
    const Server first("smtp_server", {"--script", "mail:421 4.3.2 gone|mail:421 4.3.2 gone"});
    const Server second("smtp_server", {"--script", "silent"});
    Instant now{};
    SmtpPatience patience;
    patience.standstill = std::chrono::hours{1};  // busy, not hanging
    Smtp channel(
        a_sender(), {settings(first), settings(second)}, [&now] { return now; }, key_of, patience);
    asio::io_context io{1};
    const Stuck stuck(io, channel);  // the first passes it on, the second keeps it
    while (second.journal().empty()) io.run_one_for(std::chrono::milliseconds{20});
    now += std::chrono::minutes{1};
    CHECK(kind_of(sent(io, channel, a_mail())) == "unsent");
}

TEST_CASE("past a relay that ends nothing mails go to the next one") {
    const Server first("smtp_server", {"--script", "silent"});
    const Server second("smtp_server", {});
    SmtpPatience patience;
    patience.standstill = std::chrono::seconds{0};
    Smtp channel(a_sender(), {settings(first), settings(second)}, no_time, key_of, patience);
    asio::io_context io{1};
    Stuck stuck(io, channel);
    first.await_journal();
    for (int i = 0; i < 3; ++i) CHECK(kind_of(sent(io, channel, a_mail())) == "accepted");
    CHECK(first.journal().size() == 1);
    CHECK(second.journal().size() == 3);
}

TEST_CASE("after its pause a relay gets one mail, the others go to the next until that has ended") {
    const Server first("smtp_server", {"--script", "mail:421 4.3.2 gone|silent"});
    const Server second("smtp_server", {});
    std::vector relays{settings(first), settings(second)};
    relays[0].connections = 2;
    Instant now{};
    Smtp channel(
        a_sender(), relays, [&now] { return now; }, key_of);
    asio::io_context io{1};
    CHECK(kind_of(sent(io, channel, a_mail())) == "accepted");
    now += std::chrono::minutes{1};
    Stuck on_trial(io, channel);
    first.await_journal();
    CHECK(kind_of(sent(io, channel, a_mail())) == "accepted");
    CHECK(first.journal().size() == 1);
    CHECK(second.journal().size() == 2);
}

TEST_CASE("one relay in doubt pauses the channel only when no other is well") {
    const Server first("smtp_server", {"--script", "cut|cut"});
    const Server second("smtp_server", {});
    auto several = smtp(std::vector{settings(first), settings(second)});
    CHECK_FALSE(std::get<Doubtful>(sent(several, a_mail())).relay);
    auto alone = smtp({settings(first)});
    CHECK(std::get<Doubtful>(sent(alone, a_mail())).relay);
}
