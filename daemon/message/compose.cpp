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

std::string subject(const Facts& facts, MessageId phrase) {
    Args args = sentence_args(facts);
    for (auto& [name, value] : args)
        if (name == "title") value = shortened(value, title_characters);
    return facts.words.text(phrase, args);
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

/// What to do about having reported already; said to who is asked.
std::string if_done(const Facts& facts, const Args& args) {
    if (facts.timing.nature != Nature::due || facts.duty.role != Role::owes) return {};
    return facts.words.text(
        facts.timing.phase == Phase::over ? "mail.if-done.over"_msg : "mail.if-done"_msg, args);
}

Values values_of(const Facts& facts, const Phrases& phrases, Instant now) {
    const auto& [input, words, timing, duty, board] = facts;
    const Args args = sentence_args(facts);
    const auto language = input.reader.language;
    Values values{
        {"language", std::string(plan::code(language))},
        {"greeting", greeting(input.reader, words)},
        {"board", board},
        {"kind", words.text(kind_word(input.occurrence.kind))},
        {"title", input.occurrence.title.in(language).str()},
        {"title_label", words.text("mail.fact.what"_msg)},
        {"status", words.text(phrases.status, args)},
        {"note", status_note(facts, phrases)},
        {"lead", words.text(phrases.lead, args)},
        {"ask", phrases.ask.key.empty() ? std::string{} : words.text(phrases.ask, args)},
        {"also_owes", duty.also_owes ? words.text("mail.also-owes"_msg, args) : std::string{}},
        {"if_done", if_done(facts, args)},
        {"dated", true},
        {"was", false},
        {"first", first_leaf(facts)},
        {"until", until_leaf(facts)},
        {"facts", fact_rows(facts)},
        {"paragraphs", paragraphs(input.occurrence.description.in(language).str())},
        {"regards", words.text("mail.regards"_msg)},
        {"why", reason({input.occurrence, input.reader, input.people, words, input.receipts}, duty,
                       board)},
        {"late", late_note(input.delivery.due, input.zone, words, now)},
        {"automatic", words.text("mail.automatic"_msg, args)},
    };
    add_tone(values, tone(timing));
    add_links(values, facts);
    return values;
}

}  // namespace

Result<Message> compose(const ComposeInput& input, Instant now) {
    const Facts all = facts(input, now);
    const auto chosen = phrases(all.timing.nature, all.timing.phase, all.duty.role);
    return mail("reminder", subject(all, chosen.subject), values_of(all, chosen, now),
                {input.reader, input.calendars, now, input.templates,
                 std::string(plan::code(input.occurrence.kind)), input.choices_url})
        .map([&](Message message) {
            message.about = input.occurrence.id;
            message.json = webhook_data(input, message.subject.str(), message.text);
            return message;
        });
}

}  // namespace nhaclich::message
