#include "service/words.hpp"

#include "calendar/date_text.hpp"
#include "message/shift.hpp"

namespace nhaclich::service {

std::string when_in_words(const plan::Occurrence& occurrence, const calendar::Zone& zone,
                          const message::Catalogue& words) {
    const Day first = plan::first_day(occurrence, zone);
    const Day last = plan::last_day(occurrence, zone);
    if (!occurrence.all_day())
        return words.text("line.timed",
                          {{"start", message::clock_time(plan::start_of(occurrence, zone), zone)},
                           {"end", message::clock_time(plan::end_of(occurrence, zone), zone)},
                           {"day", words.day(first)}});
    if (first == last) return words.day(first);
    return words.text("line.span", {{"first", words.day(first)}, {"last", words.day(last)}});
}

std::string at_in_words(Instant instant, const calendar::Zone& zone,
                        const message::Catalogue& words) {
    return words.text("line.at", {{"hour", message::clock_time(instant, zone)},
                                  {"day", words.day(zone.day_of(instant))}});
}

std::string in_words(const plan::Occurrence& occurrence, const calendar::Zone& zone,
                     const message::Catalogue& words, plan::Language language) {
    std::string line =
        words.text("line.occurrence",
                   {{"when", when_in_words(occurrence, zone, words)},
                    {"kind", words.text("kind." + std::string(plan::code(occurrence.kind)))},
                    {"title", occurrence.title.in(language).str()}});
    if (occurrence.limit)
        line += words.text(*occurrence.limit == plan::Limit::before ? "line.before" : "line.by",
                           {{"day", calendar::vietnamese(occurrence.id.nominal)}});
    if (occurrence.shifted_from) line += "; " + message::shift_in_words(occurrence, zone, language);
    if (occurrence.status == plan::Status::cancelled) line += words.text("line.cancelled");
    return line;
}

}  // namespace nhaclich::service
