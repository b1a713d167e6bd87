#include "message/frame.hpp"
#include "message/letter_part.hpp"
#include "message/phrases.hpp"

namespace nhaclich::message {

namespace {

/// The last day of the month that begins on `first`.
Day end_of_month(Day first) {
    return Day{std::chrono::local_days{ymd(first) + std::chrono::months{1}}} - std::chrono::days{1};
}

/// "Cuộc họp · 08:00–11:30 · Phòng họp": kind, hours or span, place, and whose duty it is.
std::string detail(const Facts& facts) {
    const auto& [input, words, timing, duty, board] = facts;
    std::string all = words.text(kind_word(input.occurrence.kind));
    const auto add = [&](const std::string& more) {
        if (!more.empty()) all += " · " + more;
    };
    if (timing.nature == Nature::timed) add(hours_in_words(facts));
    if (timing.nature == Nature::span)
        add(words.span({timing.first, timing.last + std::chrono::days{1}}));
    if (timing.nature == Nature::due) add(duty.role == Role::owes ? duty.own_units : duty.units);
    add(input.occurrence.place.str());
    return all;
}

Values line(const LetterView& view, const LetterItem& item, const plan::Occurrence& occurrence) {
    const auto input = view.about(item.delivery, occurrence);
    const Facts all = facts(input, view.now);
    return agenda_line(view.words, all.timing.first, view.title_of(occurrence), detail(all));
}

}  // namespace

LetterPart digest_part(const LetterView& view, const LetterItem& item) {
    using std::chrono::days;
    const auto& words = view.words;
    const bool weekly = item.delivery.key.rule == "weekly";
    const Day first = item.delivery.key.occurrence.nominal;
    const Day last = weekly ? first + days{6} : end_of_month(first);
    const auto count = static_cast<int>(view.input.agenda.size());
    const Args args{{"span", words.span({first, last + days{1}})},
                    {"days", words.short_day(first) + "–" + words.short_day(last)},
                    {"count", words.count(count, Unit::matter)},
                    {"month", words.month(first)}};
    LetterPart part;
    part.subject =
        words.text(weekly ? "mail.subject.weekly"_msg : "mail.subject.monthly"_msg, args);
    part.title = words.text(weekly ? "mail.title.weekly"_msg : "mail.title.monthly"_msg, args);
    part.status = words.text("mail.status.digest"_msg, args);
    part.lead = words.text("mail.lead.digest"_msg, args);
    for (const auto& occurrence : view.input.agenda)
        part.agenda.push_back(line(view, item, occurrence));
    return part;
}

}  // namespace nhaclich::message
