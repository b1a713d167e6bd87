#include "message/compose.hpp"

#include "message/facts.hpp"
#include "message/frame.hpp"
#include "message/phrases.hpp"
#include "message/template.hpp"
#include "message/webhook_data.hpp"

#include <string_view>
#include <utility>

namespace nhaclich::message {

namespace {

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

/// A leaf of a wall calendar.
Values leaf(const Catalogue& words, Day day) {
    return {{"day", std::to_string(static_cast<unsigned>(ymd(day).day()))},
            {"month", capitalised(words.month(day))},
            {"weekday", capitalised(words.weekday(day))}};
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
        {"greeting", greeting(input.reader, words)},
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
        {"why", reason({input.occurrence, input.reader, input.people, words, input.receipts}, duty,
                       board)},
        {"late", late_note(input.delivery.due, input.zone, words, now)},
        {"automatic", words.text("mail.automatic"_msg, args)},
    };
    add_tone(values, timing);
    add_links(values, facts);
    add_dates(values, facts);
    return values;
}

}  // namespace

Result<Message> compose(const ComposeInput& input, Instant now) {
    const Facts all = facts(input, now);
    const auto chosen = phrases(all.timing.nature, all.timing.phase, all.duty.role);
    const auto values = values_of(all, chosen, now);
    auto title = subject(all, chosen.subject);
    if (!title) return tl::unexpected(title.error());
    auto text = plain_mail("reminder", values);
    if (!text) return tl::unexpected(text.error());
    auto document = html_mail("reminder", values, title->str());
    if (!document) return tl::unexpected(document.error());
    auto data = webhook_data(input, title->str(), *text);
    return Message{std::move(*title),
                   std::move(*text),
                   std::move(*document),
                   input.calendars,
                   input.reader.language,
                   input.reader.name,
                   now,
                   std::move(data)};
}

}  // namespace nhaclich::message
