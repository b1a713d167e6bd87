#include "channel/channels.hpp"

#include "unit/channel/fixtures.hpp"
#include "unit/channel/samples.hpp"

#include <catch2/catch.hpp>
#include <functional>

using namespace nhaclich;
using namespace nhaclich::channel;
using namespace nhaclich::channel::tests;

namespace {

config::Settings settings() {
    config::Settings settings{{{},
                               calendar::Zone::find("Asia/Ho_Chi_Minh").value(),
                               plan::Language::vi,
                               "lich.hatrung.example",
                               {}},
                              {},
                              {},
                              {},
                              {},
                              {},
                              {}};
    settings.mail.from_name = line("Ban VSTBCPN");
    settings.mail.from_address = "ban@hatrung.example";
    return settings;
}

config::WebhookSettings webhook(const std::string& id) {
    config::WebhookSettings webhook{.id = ChannelId::parse(id).value()};
    webhook.url = "https://example.org/";
    webhook.secret_file = "/secret";
    return webhook;
}

Result<Channels> made(const config::Settings& settings, const std::string& state = "/nowhere") {
    return channels(settings, {state, [] { return Instant{}; }});
}

}  // namespace

TEST_CASE("without a relay mail goes into the Maildir of the state directory") {
    const TemporaryDirectory state;
    const auto all = made(settings(), state.path().string());
    REQUIRE(all);
    REQUIRE(all->size() == 1);
    const auto& email = all->at(ChannelId::parse("email").value());
    const auto payload = email->encode(a_message(), line("a@example.org"), a_key(), 0);
    REQUIRE(payload);
    CHECK_FALSE(std::filesystem::exists(state.path() / "mail"));
    CHECK(kind_of(sent(*email, *payload)) == "accepted");
    CHECK(std::filesystem::exists(state.path() / "mail" / "new"));
}

TEST_CASE("a Maildir of the settings goes before that of the state directory") {
    auto with = settings();
    CHECK(maildir_of(with.mail, "/var/lib/nhaclich") == "/var/lib/nhaclich/mail");
    with.mail.maildir = "/srv/mail";
    CHECK(maildir_of(with.mail, "/var/lib/nhaclich") == "/srv/mail");
}

TEST_CASE("each webhook is a channel of its name beside e-mail") {
    auto with = settings();
    with.mail.smtp = config::SmtpSettings{};
    with.mail.smtp->host = "mail.example.org";
    with.webhooks = {webhook("zalo"), webhook("telegram")};
    const auto all = made(with);
    REQUIRE(all);
    CHECK(all->size() == 3);
    CHECK(all->contains(ChannelId::parse("zalo").value()));
    // The same mail, whichever way it goes.
    const auto encoded = [](const Channels& from) {
        return from.at(ChannelId::parse("email").value())
            ->encode(a_message(), line("a@example.org"), a_key(), 0)
            ->octets;
    };
    CHECK(encoded(*all) == encoded(*made(settings())));
}

TEST_CASE("settings no mail or webhook can go out with are named") {
    using Edit = std::function<void(config::Settings&)>;
    const auto relay = [](config::Settings& s) -> config::SmtpSettings& {
        s.mail.smtp.emplace().host = "127.0.0.1";
        return *s.mail.smtp;
    };
    const std::vector<std::pair<std::string, Edit>> rows{
        {"address.domain", [](auto& s) { s.board.domain = "hatrung"; }},
        {"address.domain", [](auto& s) { s.board.domain = "a.b>\r\nX-Injected: yes"; }},
        {"address.mail", [](auto& s) { s.mail.from_address = "ban"; }},
        {"address.mail", [](auto& s) { s.mail.reply_to = "a@b.c, d@e.f"; }},
        {"address.host", [&](auto& s) { relay(s).host = "smtp://mail.example.org"; }},
        {"address.host", [&](auto& s) { relay(s).host = ""; }},
        {"channel.smtp-clear",
         [&](auto& s) {
             relay(s).tls = config::Tls::none;
             s.mail.smtp->user = "lich";
         }},
        {"channel.webhook-url",
         [](auto& s) {
             s.webhooks = {webhook("zalo")};
             s.webhooks[0].url = "http://example.org/";
         }},
        {"channel.name-taken", [](auto& s) { s.webhooks = {webhook("email")}; }},
    };
    for (const auto& [expected, edit] : rows) {
        auto with = settings();
        edit(with);
        const auto all = made(with);
        REQUIRE_FALSE(all);
        CHECK(all.error().id.key == expected);
    }
}

TEST_CASE("a relay may be named by an address of either family") {
    auto with = settings();
    with.mail.smtp = config::SmtpSettings{};
    with.mail.smtp->host =
        GENERATE(as<std::string>{}, "localhost", "192.0.2.1", "::1", "mail.example.org");
    CHECK(made(with));
}
