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

Value::Rows rows_of(const std::vector<LetterPart>& parts) {
    Value::Rows rows;
    for (const auto& part : parts)
        rows.push_back({{"title", part.title},
                        {"status", part.status},
                        {"lead", part.lead},
                        {"facts", part.facts},
                        {"lines", part.lines},
                        {"urgent", part.urgent}});
    return rows;
}

std::string subject_of(const std::vector<LetterPart>& parts, const Catalogue& words) {
    if (parts.size() == 1) return parts.front().subject;
    return words.text("mail.subject.several"_msg,
                      {{"count", std::to_string(parts.size())}, {"title", parts.front().title}});
}

Values values_of(const LetterInput& input, const std::vector<LetterPart>& parts,
                 const Catalogue& words, Instant now) {
    const auto language = input.reader.language;
    const auto& board = input.board_name.in(language).str();
    const Args args{{"board", board}};
    const bool several = parts.size() > 1;
    return {{"language", std::string(plan::code(language))},
            {"greeting", greeting(input.reader, words)},
            {"board", board},
            {"intro", several ? words.text("mail.lead.several"_msg, args) : std::string{}},
            {"parts", rows_of(parts)},
            {"action_label", words.text("mail.action.calendar"_msg)},
            {"action_url", input.base_url.empty() ? std::string{} : input.base_url + "/"},
            {"calendar_below", false},
            {"calendar_label", words.text("mail.calendar"_msg)},
            {"calendar_url", input.base_url.empty() ? std::string{} : input.base_url + "/"},
            {"regards", words.text("mail.regards"_msg)},
            {"why", words.text("mail.why.member"_msg, args)},
            {"late", late(input, words, now)},
            {"automatic", words.text("mail.automatic"_msg, args)}};
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
                    .calendars = input.calendars,
                    .receipts = input.receipts},
                   now);
}

}  // namespace

Result<Message> letter(const LetterInput& input, Instant now) {
    if (is_single_reminder(input)) return reminder_alone(input, now);
    const auto& words = Catalogue::builtin(input.reader.language);
    const auto parts = letter_parts(input, now);
    const auto values = values_of(input, parts, words, now);
    constexpr std::size_t longest_subject = title_characters + 60;
    auto title = Line::parse(shortened(subject_of(parts, words), longest_subject), 1000);
    if (!title) return tl::unexpected(title.error());
    auto text = plain_mail("letter", values);
    if (!text) return tl::unexpected(text.error());
    auto document = html_mail("letter", values, title->str());
    if (!document) return tl::unexpected(document.error());
    auto data = letter_data(input, title->str(), *text);
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
