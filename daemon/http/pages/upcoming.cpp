#include "http/pages/upcoming.hpp"

#include "message/shift.hpp"
#include "message/timing.hpp"

#include <algorithm>

namespace nhaclich::http {

namespace {

using message::Catalogue;
using message::Timing;
using message::Values;
using std::chrono::days;

Timing timing_of(const plan::Occurrence& occurrence, const Reader& reader) {
    return message::timing(occurrence, reader.working_days, reader.zone, reader.now);
}

/// "hôm nay", "còn 12 ngày"; of several days that have begun, that they run.
std::string distance(const Timing& timing, const Catalogue& words) {
    if (timing.total == 1 || timing.today < timing.first)
        return words.distance(timing.first, timing.today);
    return words.text("page.running"_msg);
}

std::string when(const plan::Occurrence& occurrence, const Timing& timing, const Reader& reader,
                 const Catalogue& words) {
    if (timing.total > 1) return words.span({timing.first, timing.last + days{1}});
    const auto* timed = std::get_if<plan::Timed>(&occurrence.span);
    if (timed == nullptr || occurrence.due) return {};
    const auto from = message::clock_time(timed->start, reader.zone);
    const auto to = message::clock_time(timed->end, reader.zone);
    return from == to ? from : words.text("page.hours"_msg, {{"from", from}, {"to", to}});
}

/// How the plan words the due day, for a reader who holds the document in his hand.
std::string written(const plan::Occurrence& occurrence, const Catalogue& words) {
    if (!occurrence.limit) return {};
    const bool before = *occurrence.limit == plan::Limit::before;
    return words.text(before ? "mail.written.before"_msg : "mail.written.by"_msg,
                      {{"date", words.full_day(occurrence.id.nominal)}});
}

Values row(const plan::Occurrence& occurrence, const Reader& reader) {
    const auto& words = Catalogue::builtin(reader.language);
    const Timing timing = timing_of(occurrence, reader);
    const bool this_year = year_of(timing.first) == year_of(timing.today);
    const auto kind = "kind." + std::string(plan::code(occurrence.kind));
    return {
        {"iso", iso(timing.first)},
        {"date", words.short_day(timing.first)},
        {"year", this_year ? std::string() : std::to_string(year_of(timing.first))},
        {"weekday", words.weekday(timing.first)},
        {"title", occurrence.title.in(reader.language).str()},
        {"kind", words.text(kind)},
        {"due", occurrence.due.has_value()},
        {"now", timing.first <= timing.today},
        {"cancelled", occurrence.status == plan::Status::cancelled},
        {"distance", distance(timing, words)},
        {"when", when(occurrence, timing, reader, words)},
        {"place", occurrence.place.str()},
        {"written", written(occurrence, words)},
        {"shifted", message::shift_sentence(occurrence, reader.zone, reader.language)},
    };
}

}  // namespace

std::vector<plan::Occurrence> upcoming(std::vector<plan::Occurrence> occurrences,
                                       const Reader& reader, std::size_t count) {
    std::erase_if(occurrences, [&](const plan::Occurrence& occurrence) {
        const Timing timing = timing_of(occurrence, reader);
        return timing.last < timing.today;
    });
    std::ranges::sort(occurrences, {}, [&](const plan::Occurrence& occurrence) {
        return std::pair(timing_of(occurrence, reader).first, occurrence.id);
    });
    if (occurrences.size() > count)
        occurrences.erase(occurrences.begin() + static_cast<std::ptrdiff_t>(count),
                          occurrences.end());
    return occurrences;
}

message::Value::Rows rows(const std::vector<plan::Occurrence>& occurrences, const Reader& reader) {
    message::Value::Rows all;
    for (const auto& occurrence : occurrences) all.push_back(row(occurrence, reader));
    return all;
}

}  // namespace nhaclich::http
