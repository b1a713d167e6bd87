#include "message/shift.hpp"

namespace nhaclich::message {

namespace {

std::string reason(const calendar::DayOff& why, const Catalogue& words, plan::Language language) {
    if (why.holiday.empty()) return words.text("shift.weekend"_msg);
    return words.text("shift.holiday"_msg, {{"holiday", why.holiday.in(language).str()}});
}

/// With its year only where that is not the year the occurrence lies in.
std::string day_in_words(Day day, Day effective, const Catalogue& words) {
    return words.text("shift.day"_msg,
                      {{"weekday", words.weekday(day)},
                       {"date", year_of(day) == year_of(effective) ? words.short_day(day)
                                                                   : words.full_day(day)}});
}

}  // namespace

std::string shift_in_words(const plan::Occurrence& occurrence, const calendar::Zone& zone,
                           plan::Language language) {
    if (!occurrence.shifted_from) return {};
    const auto& words = Catalogue::builtin(language);
    const auto& [from, why] = *occurrence.shifted_from;
    const Day effective = plan::effective_day(occurrence, zone);
    const auto day = day_in_words(from, effective, words);
    if (!why) return words.text("shift.moved"_msg, {{"day", day}});
    return words.text(effective < from ? "shift.earlier"_msg : "shift.later"_msg,
                      {{"day", day}, {"reason", reason(*why, words, language)}});
}

std::string shift_sentence(const plan::Occurrence& occurrence, const calendar::Zone& zone,
                           plan::Language language) {
    auto phrase = shift_in_words(occurrence, zone, language);
    return phrase.empty() ? phrase : capitalised(std::move(phrase)) + ".";
}

}  // namespace nhaclich::message
