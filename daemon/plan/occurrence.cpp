#include "plan/occurrence.hpp"

namespace nhaclich::plan {

namespace {

Instant midnight(Day day, const calendar::Zone& zone) { return zone.instant_of(day, LocalHour{}); }

}  // namespace

std::string_view code(Status status) {
    switch (status) {
        case Status::confirmed:
            return "confirmed";
        case Status::cancelled:
            return "cancelled";
    }
    return {};
}

Instant start_of(const Occurrence& occurrence, const calendar::Zone& zone) {
    if (const auto* timed = std::get_if<Timed>(&occurrence.span)) return timed->start;
    return midnight(std::get<DayRange>(occurrence.span).first, zone);
}

Instant end_of(const Occurrence& occurrence, const calendar::Zone& zone) {
    if (const auto* timed = std::get_if<Timed>(&occurrence.span)) return timed->end;
    return midnight(std::get<DayRange>(occurrence.span).end, zone);
}

Day first_day(const Occurrence& occurrence, const calendar::Zone& zone) {
    if (const auto* timed = std::get_if<Timed>(&occurrence.span)) return zone.day_of(timed->start);
    return std::get<DayRange>(occurrence.span).first;
}

Day last_day(const Occurrence& occurrence, const calendar::Zone& zone) {
    if (const auto* timed = std::get_if<Timed>(&occurrence.span))
        return zone.day_of(timed->end - std::chrono::seconds{1});
    return std::get<DayRange>(occurrence.span).end - std::chrono::days{1};
}

Day effective_day(const Occurrence& occurrence, const calendar::Zone& zone) {
    return occurrence.due.value_or(first_day(occurrence, zone));
}

std::optional<Instant> due_instant(const Rule& rule, const Occurrence& occurrence,
                                   const calendar::WorkingDays& working_days,
                                   const calendar::Zone& zone) {
    if (const auto* time = std::get_if<TimeOffset>(&rule.offset)) {
        if (occurrence.all_day()) return std::nullopt;
        return start_of(occurrence, zone) - time->before;
    }
    const auto& offset = std::get<DayOffset>(rule.offset);
    const Day first = first_day(occurrence, zone);
    const Day day = offset.working ? working_days.plus(first, offset.days)
                                   : first + std::chrono::days{offset.days};
    return zone.instant_of(day, offset.hour);
}

}  // namespace nhaclich::plan
