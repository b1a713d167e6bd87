#include "channel/channels.hpp"

#include "channel/maildir.hpp"
#include "channel/smtp.hpp"
#include "channel/webhook.hpp"
#include "message/catalogue.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace nhaclich::channel {

namespace {

Sentence sentence(const config::Settings& settings) {
    const auto& words = message::Catalogue::builtin(settings.board.language);
    return [&words](const Error& error) { return words.sentence(error); };
}

Result<Sender> sender(const config::Settings& settings) {
    const auto& mail = settings.mail;
    const auto domain = config::parse_domain(settings.board.domain);
    if (!domain) return tl::unexpected(domain.error());
    const auto from = MailAddress::parse(mail.from_address);
    if (!from) return tl::unexpected(from.error());
    Sender sender{mail.from_name, *from, std::nullopt, *domain};
    if (mail.bounces && !mail.bounces->verp.empty()) {
        const auto verp = config::parse_return_pattern(mail.bounces->verp);
        if (!verp) return tl::unexpected(verp.error());
        sender.verp = *verp;
    }
    if (mail.reply_to.empty()) return sender;
    return MailAddress::parse(mail.reply_to).map([&](MailAddress reply_to) {
        sender.reply_to = std::move(reply_to);
        return sender;
    });
}

Result<Channels> email(const config::Settings& settings, const Surroundings& around) {
    auto from = sender(settings);
    if (!from) return tl::unexpected(from.error());
    const auto id = ChannelId::parse("email").value();
    const auto& relay = settings.mail.smtp;
    if (!relay) {
        const auto directory = maildir_of(settings.mail, around.state_directory);
        return Channels{
            {id, std::make_shared<Maildir>(std::move(*from), directory, sentence(settings))}};
    }
    std::vector<config::SmtpSettings> relays{*relay};
    std::ranges::copy(settings.mail.fallback, std::back_inserter(relays));
    for (const auto& one : relays) {
        const auto host = config::parse_host(one.host);
        if (!host) return tl::unexpected(host.error());
        if (one.tls == config::Tls::none && !one.user.empty())
            return fail("channel.smtp-clear"_msg, {{"host", one.host}});
    }
    return Channels{
        {id, std::make_shared<Smtp>(std::move(*from), relays, around.now, sentence(settings))}};
}

Result<Channels> webhooks(const config::Settings& settings, const Surroundings& around) {
    Channels made;
    for (const auto& webhook : settings.webhooks) {
        const auto reach = reach_of(webhook);
        if (!reach) return tl::unexpected(reach.error());
        made.emplace(webhook.id,
                     std::make_shared<Webhook>(webhook, *reach, around.now, sentence(settings)));
    }
    return made;
}

/// One row a kind of channel.
constexpr std::array makers{&email, &webhooks};

}  // namespace

std::string maildir_of(const config::MailSettings& mail, const std::string& state_directory) {
    return mail.maildir.empty() ? state_directory + "/mail" : mail.maildir;
}

Result<Channels> channels(const config::Settings& settings, const Surroundings& around) {
    Channels all;
    for (const auto& make : makers) {
        auto some = make(settings, around);
        if (!some) return some;
        for (auto& [id, channel] : *some)
            if (!all.emplace(id, std::move(channel)).second)
                return fail("channel.name-taken"_msg, {{"channel", id.str()}});
    }
    return all;
}

}  // namespace nhaclich::channel
