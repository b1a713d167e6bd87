#include "message/compose.hpp"

#include "message/facts.hpp"
#include "message/phrases.hpp"
#include "message/template.hpp"
#include "message/webhook_data.hpp"

#include <string_view>
#include <utility>

namespace nhaclich::message {

namespace {

/// A reminder that waited longer says that it is late.
constexpr std::chrono::hours late_after{1};

/// A subject longer than this is cut by every phone; the whole title stands in the body.
constexpr std::size_t title_characters = 120;

/// At most `max` characters, cut at a space, with "…".
std::string shortened(std::string_view text, std::size_t max) {
    std::size_t characters = 0;
    std::size_t last_space = std::string_view::npos;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool continued = (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80;
        if (!continued && ++characters > max) {
            const auto end = last_space == std::string_view::npos ? at : last_space;
            return std::string(text.substr(0, end)) + "…";
        }
        if (text[at] == ' ') last_space = at;
    }
    return std::string(text);
}

Result<Line> subject(const Facts& facts, MessageId phrase) {
    Args args = sentence_args(facts);
    for (auto& [name, value] : args)
        if (name == "title") value = shortened(value, title_characters);
    return Line::parse(facts.words.text(phrase, args));
}

MessageId kind_word(plan::Kind kind) {
    switch (kind) {
        case plan::Kind::observance:
            return "kind.observance"_msg;
        case plan::Kind::campaign:
            return "kind.campaign"_msg;
        case plan::Kind::deadline:
            return "kind.deadline"_msg;
        case plan::Kind::meeting:
            return "kind.meeting"_msg;
        case plan::Kind::task:
            return "kind.task"_msg;
    }
    return {};
}

std::string greeting(const Facts& facts) {
    const auto& reader = facts.input.reader;
    const auto& position = reader.position.in(reader.language).str();
    const Args args{{"name", reader.name.str()}, {"position", position}};
    return position.empty() ? facts.words.text("mail.greeting"_msg, args)
                            : facts.words.text("mail.greeting.position"_msg, args);
}

/// A leaf of a wall calendar.
Values leaf(const Catalogue& words, Day day) {
    return {{"day", std::to_string(static_cast<unsigned>(ymd(day).day()))},
            {"month", capitalised(words.month(day))},
            {"weekday", capitalised(words.weekday(day))}};
}

Value::Rows paragraphs(std::string_view prose) {
    Value::Rows rows;
    while (!prose.empty()) {
        const auto end = std::min(prose.find('\n'), prose.size());
        if (end > 0) rows.push_back({{"text", std::string(prose.substr(0, end))}});
        prose.remove_prefix(std::min(end + 1, prose.size()));
    }
    return rows;
}

std::string late(const Facts& facts, Instant now) {
    const Instant due = facts.input.delivery.due;
    if (now - due <= late_after) return {};
    const auto& zone = facts.input.zone;
    return facts.words.text("mail.late"_msg, {{"time", clock_time(due, zone)},
                                              {"day", facts.words.day(zone.day_of(due))}});
}

/// How urgent it looks: exactly one of late, today and calm.
void add_tone(Values& values, const Timing& timing) {
    const bool overdue = timing.nature == Nature::due && timing.phase == Phase::over;
    const bool pressing = timing.nature == Nature::due &&
                          (timing.phase == Phase::first || timing.phase == Phase::tomorrow);
    values.emplace("late_tone", overdue);
    values.emplace("pressing_tone", pressing);
    values.emplace("calm_tone", !overdue && !pressing);
}

/// One button at most: the link of the occurrence, else the calendar; and then no second link to
/// it.
void add_links(Values& values, const Facts& facts) {
    const auto& link = facts.input.occurrence.link.str();
    const auto& base = facts.input.base_url;
    const bool linked = is_web_address(link);
    const std::string calendar = base.empty() ? std::string{} : base + "/";
    const auto label = linked ? "mail.action.link"_msg : "mail.action.calendar"_msg;
    values.emplace("action_label", facts.words.text(label));
    values.emplace("action_url", linked ? link : calendar);
    values.emplace("calendar_label", facts.words.text("mail.calendar"_msg));
    values.emplace("calendar_url", calendar);
    values.emplace("calendar_below", linked && !calendar.empty());
}

void add_dates(Values& values, const Facts& facts) {
    const auto& timing = facts.timing;
    Value::Rows until;
    if (timing.total > 1) until.push_back(leaf(facts.words, timing.last));
    values.emplace("first", Value::Rows{leaf(facts.words, timing.first)});
    values.emplace("until", std::move(until));
}

Values values_of(const Facts& facts, const Phrases& phrases, Instant now) {
    const auto& [input, words, timing, duty, board] = facts;
    const Args args = sentence_args(facts);
    const auto language = input.reader.language;
    const bool noted =
        !phrases.note.key.empty() && (timing.nature != Nature::due || days_off_between(timing));
    const bool asked = timing.nature == Nature::due && duty.role == Role::owes;
    Values values{
        {"language", std::string(plan::code(language))},
        {"greeting", greeting(facts)},
        {"board", board},
        {"kind", words.text(kind_word(input.occurrence.kind))},
        {"title", input.occurrence.title.in(language).str()},
        {"title_label", words.text("mail.fact.what"_msg)},
        {"status", words.text(phrases.status, args)},
        {"note", noted ? words.text(phrases.note, args) : std::string{}},
        {"lead", words.text(phrases.lead, args)},
        {"also_owes", duty.also_owes ? words.text("mail.also-owes"_msg, args) : std::string{}},
        {"if_done", asked ? words.text("mail.if-done"_msg) : std::string{}},
        {"facts", fact_rows(facts)},
        {"paragraphs", paragraphs(input.occurrence.description.in(language).str())},
        {"regards", words.text("mail.regards"_msg)},
        {"why", reason({input.occurrence, input.reader, input.people, words}, duty, board)},
        {"late", late(facts, now)},
        {"automatic", words.text("mail.automatic"_msg, args)},
    };
    add_tone(values, timing);
    add_links(values, facts);
    add_dates(values, facts);
    return values;
}

TemplateText part(std::string name, std::string_view file) {
    return {std::move(name), builtin_template(file).text};
}

Result<std::string> html(Values values, const std::string& title) {
    values.emplace("subject", title);
    return HtmlTemplate::parse({part("layout", "mail/layout"), part("body", "mail/reminder"),
                                part("leaf", "mail/leaf"), part("accent", "mail/accent")})
        .and_then([&](const HtmlTemplate& found) { return found.render(values); });
}

/// Through Prose once more: what stands between the values may compose with them, and NFC holds
/// for the whole.
Result<std::string> plain(const Values& values) {
    constexpr std::size_t characters_at_most = 100'000;
    return PlainTemplate::parse({builtin_template("mail/reminder-text")})
        .and_then([&](const PlainTemplate& found) { return found.render(values); })
        .and_then([](const std::string& text) { return Prose::parse(text, characters_at_most); })
        .map([](const Prose& prose) { return prose.str() + '\n'; });
}

}  // namespace

Result<Message> compose(const ComposeInput& input, Instant now) {
    const Facts all = facts(input, now);
    const auto chosen = phrases(all.timing.nature, all.timing.phase, all.duty.role);
    const auto values = values_of(all, chosen, now);
    auto title = subject(all, chosen.subject);
    if (!title) return tl::unexpected(title.error());
    auto text = plain(values);
    if (!text) return tl::unexpected(text.error());
    auto document = html(values, title->str());
    if (!document) return tl::unexpected(document.error());
    auto data = webhook_data(input, title->str(), *text);
    return Message{std::move(*title),
                   std::move(*text),
                   std::move(*document),
                   input.calendar,
                   input.reader.language,
                   input.reader.name,
                   now,
                   std::move(data)};
}

}  // namespace nhaclich::message
