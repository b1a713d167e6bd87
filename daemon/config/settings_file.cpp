#include "config/settings_file.hpp"

#include "config/addresses.hpp"
#include "config/bounces_section.hpp"
#include "config/colors.hpp"
#include "config/reminding_section.hpp"
#include "config/values.hpp"
#include "config/webhook_section.hpp"

#include <algorithm>
#include <limits>

namespace nhaclich::config {

namespace {

constexpr std::int64_t last_port = std::numeric_limits<std::uint16_t>::max();

/// The text of `key` through `parse`; empty if absent or faulty.
template <class Parse>
std::string parsed(Section& section, std::string_view key, Parse parse,
                   Need need = Need::optional) {
    const auto written = section.text(key, need);
    if (!written) return {};
    return section.accepted(parse(std::string_view(written->text)), written->where)
        .value_or(std::string());
}

std::optional<calendar::Zone> read_zone(Section& section) {
    const Written usual{"Asia/Ho_Chi_Minh", section.where("zone")};
    const auto written = section.text("zone").value_or(usual);
    const auto zone = section.accepted(calendar::Zone::find(written.text), written.where);
    if (zone || written.text == usual.text) return zone;
    return section.accepted(calendar::Zone::find(usual.text), usual.where);
}

std::optional<BoardSettings> read_board(Section& section, References& references) {
    const auto zone = read_zone(section);
    const auto name = title(section, "name", Need::required);
    const auto language = choice(section, "language", languages, plan::Language::vi);
    const auto domain = parsed(section, "domain", parse_domain, Need::required);
    // RFC 5545 3.8.4.7: 255 octets of a UID are kept everywhere; before "@" stand an id of at most
    // 64 and a day.
    constexpr std::size_t longest = 181;
    if (domain.size() > longest)
        section.fault("domain", "config.board-domain-long"_msg,
                      {{"most", std::to_string(longest)}});
    const auto audience = used_ids<GroupId>(section, "audience", references);
    if (!zone) return std::nullopt;
    return BoardSettings{name, *zone, language, domain, audience};
}

std::string read_base_url(Section& section) {
    auto url = parsed(section, "base_url", [](std::string_view text) {
        return parse_web_address(text, Web::http_or_https);
    });
    // Paths are put behind it.
    if (url.find('?') != std::string::npos)
        section.fault("base_url", "address.web"_msg, {{"text", excerpt(url)}});
    while (url.ends_with('/')) url.pop_back();
    // Some calendars take no more than 256 characters, and that of a group's calendar is this one,
    // "/calendar/", the id of at most 64 characters and ".ics".
    constexpr std::size_t longest = 178;
    if (url.size() > longest)
        section.fault("base_url", "config.http-base-url-long"_msg,
                      {{"most", std::to_string(longest)}});
    return url;
}

void read_tls(Section& section, HttpSettings& http) {
    const bool wanted = section.has("tls");
    const auto where = section.where("tls");
    section.within("tls", [&](Section& tls) {
        if (!wanted) return;
        const auto certificate = tls.text("certificate", Need::required);
        const auto key = tls.text("key", Need::required);
        if (certificate && key) http.tls = TlsFiles{certificate->text, key->text, where};
    });
}

std::string read_access_log(Section& section) {
    const auto target = section.text("access_log");
    if (!target) return HttpSettings{}.access_log;
    if (target->text != "on" && target->text != "off" && !target->text.starts_with('/'))
        section.fault("access_log", "config.access-log"_msg, {{"text", excerpt(target->text)}});
    return target->text;
}

HttpSettings read_http(Section& section) {
    HttpSettings http;
    if (const auto address = section.text("address")) {
        http.address = address->text;
        if (!is_ip_address(address->text))
            section.fault("address", "config.ip-address"_msg, {{"text", excerpt(address->text)}});
    }
    http.port =
        static_cast<std::uint16_t>(section.integer("port", 0, last_port).value_or(http.port));
    http.base_url = read_base_url(section);
    http.socket = absolute_path(section, "socket");
    read_tls(section, http);
    for (const auto& proxy : section.texts("trusted_proxies")) {
        http.trusted_proxies.push_back(proxy.text);
        if (proxy.text != "unix" && !is_ip_network(proxy.text))
            section.refuse({"config.ip-network"_msg, {{"text", excerpt(proxy.text)}}, {}},
                           proxy.where);
    }
    http.access_log = read_access_log(section);
    if (!http.socket.empty() && !section.has("address") && !section.has("port")) {
        http.address.clear();
        if (http.base_url.empty()) section.fault("socket", "config.http-socket-base-url"_msg);
        if (http.tls) section.fault("tls", "config.http-tls-socket"_msg);
    }
    return http;
}

FeedSettings read_feed(Section& section, const plan::Title& board_name) {
    FeedSettings feed;
    feed.name = title(section, "name");
    for (const auto& name : {feed.name.vi, feed.name.en})
        if (name.str().find_first_of(",;\\") != std::string::npos)
            section.fault("name", "config.feed-name"_msg, {{"text", excerpt(name.str())}});
    if (feed.name.empty()) feed.name = board_name;
    feed.refresh = duration(section, "refresh", std::chrono::minutes{15}, std::chrono::days{1})
                       .value_or(feed.refresh);
    if (const auto color = section.text("color")) {
        feed.color = color->text;
        if (rgb_of(feed.color).empty())
            section.fault("color", "config.color"_msg, {{"text", excerpt(feed.color)}});
    }
    return feed;
}

constexpr std::array<Choice<Tls>, 3> tls_choices{
    {{"starttls", Tls::starttls}, {"implicit", Tls::implicit}, {"none", Tls::none}}};

/// Submission with STARTTLS (RFC 6409), with implicit TLS (RFC 8314), plain SMTP.
std::uint16_t usual_port(Tls tls) {
    switch (tls) {
        case Tls::starttls:
            return 587;
        case Tls::implicit:
            return 465;
        case Tls::none:
            return 25;
    }
    return 587;
}

SmtpSettings read_smtp(Section& section) {
    SmtpSettings smtp;
    smtp.host = parsed(section, "host", parse_host, Need::required);
    smtp.tls = choice(section, "tls", tls_choices, Tls::starttls);
    smtp.port = static_cast<std::uint16_t>(
        section.integer("port", 1, last_port).value_or(usual_port(smtp.tls)));
    smtp.user = line(section, "user").str();
    smtp.password_file = absolute_path(section, "password_file");
    smtp.ca_file = absolute_path(section, "ca_file");
    constexpr int most_connections = 8;
    smtp.connections = static_cast<int>(
        section.integer("connections", 1, most_connections).value_or(smtp.connections));
    if (smtp.tls == Tls::none && !smtp.host.empty() && !is_loopback(smtp.host))
        section.fault("tls", "config.smtp-plain"_msg, {{"host", smtp.host}});
    if (section.has("user") != section.has("password_file"))
        section.fault(section.has("user") ? "user" : "password_file", "config.smtp-login"_msg);
    return smtp;
}

MailSettings read_mail(Section& section, const BoardSettings& board) {
    MailSettings mail;
    mail.from_name = line(section, "from_name", Need::optional, 100);
    if (mail.from_name.empty()) mail.from_name = board.name.vi;
    mail.from_address = parsed(section, "from_address", parse_mail_address);
    if (mail.from_address.empty()) mail.from_address = "nhaclich@" + board.domain;
    mail.reply_to = parsed(section, "reply_to", parse_mail_address);
    mail.maildir = absolute_path(section, "maildir");
    const bool by_smtp = section.has("smtp");
    section.within("smtp", [&](Section& smtp) {
        if (by_smtp) mail.smtp = read_smtp(smtp);
    });
    section.each("fallback", [&](Section& relay) { mail.fallback.push_back(read_smtp(relay)); });
    if (!by_smtp && !mail.fallback.empty()) section.fault("fallback", "config.fallback-alone"_msg);
    const bool watched = section.has("bounces");
    section.within("bounces", [&](Section& bounces) {
        if (watched) mail.bounces = read_bounces(bounces);
    });
    if (watched && !by_smtp) section.fault("bounces", "config.bounces-alone"_msg);
    if (by_smtp && section.has("maildir")) section.fault("maildir", "config.maildir-unused"_msg);
    return mail;
}

FileNames read_files(Section& section) {
    return {section.texts("plan", Need::required),
            section.text("members", Need::required),
            section.text("holidays"),
            {}};
}

std::vector<std::pair<std::string, Written>> read_templates(Section& section) {
    std::vector<std::pair<std::string, Written>> templates;
    section.each_key([&](const Written& name) {
        if (auto file = section.text(name.text))
            templates.emplace_back(name.text, std::move(*file));
    });
    return templates;
}

}  // namespace

std::optional<SettingsFile> read_settings(Section& top, References& references) {
    FileNames files;
    top.within("files", [&](Section& section) { files = read_files(section); });
    top.within("templates", [&](Section& section) { files.templates = read_templates(section); });
    std::optional<BoardSettings> board;
    top.within("board", [&](Section& section) { board = read_board(section, references); });
    if (!board) {
        const auto zone = calendar::Zone::find("Asia/Ho_Chi_Minh");
        if (!zone) return std::nullopt;
        board = BoardSettings{{}, *zone, plan::Language::vi, {}, {}};
    }

    Settings settings{.board = *board,
                      .http = {},
                      .feed = {},
                      .mail = {},
                      .webhooks = {},
                      .reminders = {},
                      .state_directory = {},
                      .keep = usual_keep};
    top.within("http", [&](Section& section) { settings.http = read_http(section); });
    top.within("feed", [&](Section& section) { settings.feed = read_feed(section, board->name); });
    top.within("mail", [&](Section& section) { settings.mail = read_mail(section, *board); });
    UniqueIds ids;
    top.each("webhook",
             [&](Section& section) { settings.webhooks.push_back(read_webhook(section, ids)); });
    top.within("reminders",
               [&](Section& section) { settings.reminders = read_reminding(section, references); });
    for (const auto& webhook : settings.webhooks)
        settings.reminders.disable_after.emplace(webhook.id, webhook.disable_after);
    top.within("storage", [&](Section& section) {
        constexpr int longest = 100;
        settings.state_directory = absolute_path(section, "state_directory");
        settings.keep = std::chrono::years{
            section.integer("keep_years", 1, longest).value_or(settings.keep.count())};
    });
    return SettingsFile{std::move(settings), std::move(files)};
}

}  // namespace nhaclich::config
