#include "config/webhook_section.hpp"

#include "config/addresses.hpp"
#include "config/placeholders.hpp"

#include <algorithm>

namespace nhaclich::config {

namespace {

using message::BodyFormat;
using message::TextLimit;
using message::WebhookBody;

/// False and a fault if the text holds others than these; `seen` collects those it holds.
bool only_placeholders(Section& section, const Written& written,
                       const std::vector<std::string>& known, std::vector<std::string>& seen) {
    const auto names = section.accepted(placeholders(written.text), written.where);
    if (!names) return false;
    for (const auto& name : *names) {
        if (std::ranges::find(known, name) == known.end()) {
            std::string all;
            for (const auto& one : known) all += (all.empty() ? "{{" : ", {{") + one + "}}";
            section.refuse({"config.placeholder"_msg, {{"name", name}, {"known", all}}, {}},
                           written.where);
            return false;
        }
        seen.push_back(name);
    }
    return true;
}

std::string filled_with(const std::string& url, const std::string& value) {
    return filled(url, {{"token", value}, {"to", value}});
}

/// A value may stand behind the host only: nobody's address decides where a token is sent.
std::string read_url(Section& section, const WebhookSettings& webhook,
                     std::vector<std::string>& seen) {
    const auto written = section.text("url");
    if (!written || !only_placeholders(section, *written, {"token", "to"}, seen)) return {};
    const auto one = filled_with(written->text, "a");
    const auto allowed = webhook.allow_networks.empty() ? Web::https_or_local : Web::http_or_https;
    if (!section.accepted(parse_web_address(one, allowed), written->where)) return {};
    const auto host = host_of(one);
    if (host != host_of(filled_with(written->text, "b")))
        section.fault("url", "config.webhook-host"_msg);
    if (!webhook.allow_loopback && webhook.allow_networks.empty() && is_loopback(host))
        section.fault("url", "config.webhook-loopback"_msg, {{"text", excerpt(written->text)}});
    return written->text;
}

/// RFC 9110 5.6.2.
bool is_header_name(std::string_view name) {
    constexpr std::string_view others = "!#$%&'*+-.^_`|~";
    return !name.empty() && std::ranges::all_of(name, [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               others.find(c) != std::string_view::npos;
    });
}

/// What the program or libcurl writes itself, or what would change how the request is read.
bool is_ours(std::string_view name) {
    constexpr std::array ours{
        "connection", "content-length",    "content-type",     "expect",     "host",
        "te",         "trailer",           "upgrade",          "user-agent", "transfer-encoding",
        "webhook-id", "webhook-signature", "webhook-timestamp"};
    return std::ranges::find(ours, lower_case(name)) != ours.end();
}

/// Visible ASCII with spaces between: no CR and LF, nothing a proxy reads in its own way.
bool is_header_value(std::string_view value) {
    constexpr std::size_t longest = 1000;
    return !value.empty() && value.size() <= longest && value.front() != ' ' &&
           value.back() != ' ' &&
           std::ranges::all_of(value, [](char c) { return c >= ' ' && c <= '~'; });
}

std::vector<WebhookHeader> read_headers(Section& section, std::vector<std::string>& seen) {
    std::vector<WebhookHeader> headers;
    section.within("headers", [&](Section& table) {
        table.each_key([&](const Written& key) {
            if (!is_header_name(key.text) || is_ours(key.text)) {
                table.refuse({"config.header-name"_msg, {{"name", key.text}}, {}}, key.where);
                return;
            }
            const auto value = table.text(key.text);
            if (!value || !only_placeholders(table, *value, {"token"}, seen)) return;
            if (is_header_value(value->text))
                headers.push_back({key.text, value->text});
            else
                table.fault(key.text, "config.header-value"_msg);
        });
    });
    return headers;
}

/// The format of a body of that media type; nothing for one whose values could not be escaped.
std::optional<BodyFormat> format_of(std::string_view content_type) {
    const auto essence = content_type.substr(0, content_type.find(';'));
    if (!is_header_value(content_type)) return std::nullopt;
    if (essence == "application/json" ||
        (essence.starts_with("application/") && essence.ends_with("+json")))
        return BodyFormat::json;
    if (essence == "text/plain") return BodyFormat::plain;
    return std::nullopt;
}

bool is_json_pointer(std::string_view text) { return text.empty() || text.starts_with('/'); }

std::string json_pointer(Section& section, std::string_view key, Need need = Need::optional) {
    const auto written = section.text(key, need);
    if (!written) return {};
    if (!is_json_pointer(written->text))
        section.fault(key, "config.json-pointer"_msg, {{"text", excerpt(written->text)}});
    return written->text;
}

std::vector<TextLimit> read_limits(Section& section) {
    constexpr std::int64_t most = 1'000'000;
    std::vector<TextLimit> limits;
    section.each("longest", [&](Section& row) {
        TextLimit limit{json_pointer(row, "at", Need::required), 0, {}};
        const auto characters = row.integer("characters", 1, most);
        const auto octets = row.integer("octets", 1, most);
        if (row.has("characters") == row.has("octets")) row.fault("at", "config.limit-measure"_msg);
        limit.measure = octets ? TextLimit::Measure::octets : TextLimit::Measure::characters;
        limit.most = static_cast<std::size_t>(octets.value_or(characters.value_or(most)));
        limits.push_back(std::move(limit));
    });
    return limits;
}

/// The template begins at `start`; its own lines and columns count from 1.
Where within_file(const Where& start, const Where& in_template) {
    const bool same_line = in_template.line == 1;
    return {start.file, start.line + in_template.line - 1,
            same_line ? start.column + in_template.column - 1 : in_template.column};
}

void read_body(Section& section, WebhookSettings& webhook) {
    const auto type = section.text("content_type");
    const auto written = section.passage("body");
    auto limits = read_limits(section);
    if (!written) {
        for (const auto* key : {"content_type", "longest"})
            if (section.has(key)) section.fault(key, "config.webhook-body-missing"_msg);
        return;
    }
    if (type) webhook.content_type = type->text;
    const auto format = format_of(webhook.content_type);
    if (!format) {
        section.fault("content_type", "config.webhook-content-type"_msg,
                      {{"text", excerpt(webhook.content_type)}});
        return;
    }
    auto body = WebhookBody::parse(*format, {"body", written->text}, std::move(limits));
    if (body)
        webhook.body = std::move(*body);
    else
        section.refuse(body.error(),
                       within_file(written->where, body.error().where.value_or(Where{"", 1, 1})));
}

std::vector<std::string> values_of(Section& section, std::string_view key) {
    std::vector<std::string> values;
    for (auto& written : section.texts(key)) values.push_back(std::move(written.text));
    return values;
}

WebhookAnswer read_answer(Section& section) {
    WebhookAnswer answer{json_pointer(section, "at"), values_of(section, "accepted"),
                         values_of(section, "refused"), json_pointer(section, "retry_after")};
    if (answer.at.empty() && !(answer.accepted.empty() && answer.refused.empty()))
        section.fault("at", "config.key-missing"_msg);
    return answer;
}

}  // namespace

WebhookSettings read_webhook(Section& section, UniqueIds& ids) {
    WebhookSettings webhook{.id = own_id<ChannelId>(section, ids)};
    webhook.url_file = absolute_path(section, "url_file");
    webhook.token_file = absolute_path(section, "token_file");
    webhook.allow_loopback = section.boolean("allow_loopback").value_or(false);
    for (const auto& network : section.texts("allow_networks")) {
        webhook.allow_networks.push_back(network.text);
        if (!is_ip_network(network.text))
            section.refuse({"config.webhook-network"_msg, {{"text", excerpt(network.text)}}, {}},
                           network.where);
    }
    const auto form = section.has("body") ? Need::optional : Need::required;
    webhook.secret_file = absolute_path(section, "secret_file", form);
    std::vector<std::string> seen;
    webhook.url = read_url(section, webhook, seen);
    webhook.headers = read_headers(section, seen);
    read_body(section, webhook);
    section.within("answer", [&](Section& table) { webhook.answer = read_answer(table); });
    constexpr std::chrono::days longest_patience{60};
    webhook.disable_after =
        whole_days(section, "disable_after", std::chrono::days{0}, longest_patience)
            .value_or(webhook.disable_after);
    if (webhook.id.str() == "email") section.fault("id", "config.webhook-email"_msg);
    if (section.has("url") == section.has("url_file"))
        section.fault(section.has("url") ? "url_file" : "url", "config.webhook-one-url"_msg);
    const bool uses_token = std::ranges::find(seen, "token") != seen.end();
    if (uses_token != section.has("token_file"))
        section.fault("token_file", "config.webhook-token"_msg);
    return webhook;
}

}  // namespace nhaclich::config
