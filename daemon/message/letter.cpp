#include "message/letter.hpp"

#include "message/frame.hpp"
#include "message/letter_part.hpp"
#include "message/webhook_data.hpp"

#include <algorithm>

namespace nhaclich::message {

namespace {

using reminder::Purpose;

/// The earliest hour one of them was meant for.
std::string late(const LetterInput& input, const Catalogue& words, Instant now) {
    Instant due = now;
    for (const auto& item : input.items)
        if (reminder::purpose(item.delivery.key) != Purpose::notice)
            due = std::min(due, item.delivery.due);
    return late_note(due, input.zone, words, now);
}

Value::Rows rows_of(std::vector<LetterPart> parts, bool alone) {
    Value::Rows rows;
    for (auto& part : parts) {
        const bool detailed = !part.facts.empty() || !part.agenda.empty();
        Values row{{"alone", alone},
                   {"spaced", alone && detailed},
                   {"titled", alone && !part.kind.empty()},
                   {"dated", !part.first.empty() || !part.was.empty()},
                   {"listed", !part.facts.empty()},
                   {"timetable", !part.agenda.empty()},
                   {"kind", std::move(part.kind)},
                   {"title", std::move(part.title)},
                   {"status", std::move(part.status)},
                   {"note", std::move(part.note)},
                   {"lead", std::move(part.lead)},
                   {"ask", std::move(part.ask)},
                   {"was", std::move(part.was)},
                   {"first", std::move(part.first)},
                   {"until", std::move(part.until)},
                   {"facts", std::move(part.facts)},
                   {"agenda", std::move(part.agenda)},
                   {"more", std::move(part.more)}};
        add_tone(row, part.tone);
        rows.push_back(std::move(row));
    }
    return rows;
}

std::string subject_of(const std::vector<LetterPart>& parts, const Catalogue& words) {
    if (parts.size() == 1) return parts.front().subject;
    int matters = 0;
    for (const auto& part : parts) matters += part.matters;
    return words.text("mail.subject.several"_msg,
                      {{"count", words.count(matters, Unit::matter)},
                       {"title", shortened(parts.front().title, title_characters)}});
}

std::string calendar_url(const LetterInput& input, const std::vector<LetterPart>& parts) {
    const bool shown = std::ranges::any_of(parts, &LetterPart::in_calendar);
    return !shown || input.base_url.empty() ? std::string{} : input.base_url + "/";
}

Values values_of(const LetterInput& input, std::vector<LetterPart> parts, const Catalogue& words,
                 Instant now) {
    const auto language = input.reader.language;
    const auto& board = input.board_name.in(language).str();
    const Args args{{"board", board}};
    const bool alone = parts.size() == 1;
    const auto calendar = calendar_url(input, parts);
    return {{"language", std::string(plan::code(language))},
            {"greeting", greeting(input.reader, words)},
            {"board", board},
            {"intro", alone ? std::string{} : words.text("mail.lead.several"_msg, args)},
            {"parts", rows_of(std::move(parts), alone)},
            {"title_label", words.text("mail.fact.what"_msg)},
            {"action_label", words.text("mail.action.calendar"_msg)},
            {"action_url", calendar},
            {"calendar_below", false},
            {"calendar_label", words.text("mail.calendar"_msg)},
            {"calendar_url", calendar},
            {"regards", words.text("mail.regards"_msg)},
            {"why", words.text("mail.why.member"_msg, args)},
            {"late", late(input, words, now)},
            {"automatic", words.text("mail.automatic"_msg, args)}};
}

std::vector<CalendarPart> calendars_of(const LetterInput& input) {
    if (!input.calendars) return {};
    std::vector<plan::OccurrenceId> shown;
    for (const auto& item : input.items) {
        if (item.occurrence) shown.push_back(item.occurrence->id);
        // What moved to another nominal day is to be struck there.
        if (item.delivery.before) shown.push_back(item.delivery.before->id);
    }
    return input.calendars(shown);
}

/// As templates call it.
std::string kind_of(const LetterItem& item) {
    const auto purpose = reminder::purpose(item.delivery.key);
    const bool reminds = purpose == Purpose::reminder || purpose == Purpose::nag;
    return std::string(reminds ? plan::code(item.occurrence->kind) : code(purpose));
}

/// Of a letter about one occurrence alone.
std::optional<plan::OccurrenceId> subject_of_all(const LetterInput& input) {
    const auto& first = input.items.front();
    if (!first.occurrence) return std::nullopt;
    const bool same = std::ranges::all_of(input.items, [&](const LetterItem& item) {
        return item.occurrence && item.occurrence->id == first.occurrence->id;
    });
    return same ? std::optional(first.occurrence->id) : std::nullopt;
}

bool is_single_reminder(const LetterInput& input) {
    const auto is_reminder = [](const LetterItem& item) {
        const auto purpose = reminder::purpose(item.delivery.key);
        return purpose == Purpose::reminder || purpose == Purpose::nag;
    };
    const auto& first = input.items.front().delivery.key.occurrence;
    return std::ranges::all_of(input.items, [&](const LetterItem& item) {
        return is_reminder(item) && item.delivery.key.occurrence == first;
    });
}

Result<Message> reminder_alone(const LetterInput& input, Instant now) {
    const auto& item = input.items.front();
    return compose({.delivery = item.delivery,
                    .occurrence = *item.occurrence,
                    .reader = input.reader,
                    .people = input.people,
                    .working_days = input.working_days,
                    .zone = input.zone,
                    .board_name = input.board_name,
                    .plan_title = input.plan_title,
                    .base_url = input.base_url,
                    .calendars = calendars_of(input),
                    .receipts = input.receipts,
                    .templates = input.templates,
                    .choices_url = input.choices_url},
                   now);
}

}  // namespace

Result<Message> letter(const LetterInput& input, Instant now) {
    if (is_single_reminder(input)) return reminder_alone(input, now);
    const auto& words = Catalogue::builtin(input.reader.language);
    auto parts = letter_parts(input, now);
    constexpr std::size_t longest_subject = title_characters + 60;
    const auto kind = parts.size() == 1 ? kind_of(input.items.front()) : "several";
    const auto subject = shortened(subject_of(parts, words), longest_subject);
    const auto calendars = calendars_of(input);
    return mail("letter", subject, values_of(input, std::move(parts), words, now),
                {input.reader, calendars, now, input.templates, kind, input.choices_url})
        .map([&](Message message) {
            message.about = subject_of_all(input);
            message.json =
                letter_data(input, message.subject.str(), message.text, late(input, words, now));
            return message;
        });
}

Result<Message> test_letter(const LetterInput& input, const ChannelId& channel, Instant now) {
    const auto& words = Catalogue::builtin(input.reader.language);
    const Args args{
        {"board", input.board_name.in(input.reader.language).str()},
        {"channel", channel.str()},
        {"when", clock_time(now, input.zone) + ' ' + words.full_day(input.zone.day_of(now))}};
    LetterPart part;
    part.subject = words.text("mail.test.subject"_msg, args);
    part.title = part.subject;
    part.status = words.text("mail.test.status"_msg);
    part.lead = words.text("mail.test.lead"_msg, args);
    part.ask = words.text("mail.test.ask"_msg);
    part.tone = Tone::calm;
    part.in_calendar = false;
    auto values = values_of(input, {part}, words, now);
    values.insert_or_assign("why", words.text("mail.test.why"_msg, args));
    return mail("letter", part.subject, std::move(values),
                {input.reader, {}, now, input.templates, "test", {}})
        .map([&](Message message) {
            message.json = test_data(input, message.subject.str(), message.text);
            return message;
        });
}

}  // namespace nhaclich::message
