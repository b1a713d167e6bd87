#include "message/timing.hpp"

#include "calendar/zone.hpp"

#include <algorithm>

namespace nhaclich::message {

namespace {

using std::chrono::days;

Nature nature(const plan::Occurrence& occurrence, const Timing& timing) {
    if (occurrence.due) return Nature::due;
    if (!occurrence.all_day()) return Nature::timed;
    return timing.first == timing.last ? Nature::day : Nature::span;
}

Phase phase_by_day(const Timing& timing) {
    if (timing.today > timing.last) return Phase::over;
    if (timing.today + days{1} < timing.first) return Phase::ahead;
    if (timing.today < timing.first) return Phase::tomorrow;
    if (timing.today == timing.first) return Phase::first;
    return timing.today == timing.last ? Phase::last : Phase::running;
}

/// With an hour, "running" is a matter of the hour and not of the day.
Phase phase_by_hour(const Timing& timing, const plan::Timed& span, Instant now) {
    if (now >= span.end && now > span.start) return Phase::over;
    if (now >= span.start) return Phase::running;
    return phase_by_day(timing);
}

int working_days_until(Day day, Day today, const calendar::WorkingDays& working_days) {
    int count = 0;
    for (Day next = today + days{1}; next <= day; next += days{1})
        if (working_days.is_working(next)) ++count;
    return count;
}

int number_of(days length) { return static_cast<int>(length.count()); }

}  // namespace

Tone tone(const Timing& timing) {
    if (timing.nature != Nature::due) return Tone::calm;
    if (timing.phase == Phase::over) return Tone::late;
    const bool near = timing.phase == Phase::first || timing.phase == Phase::tomorrow;
    return near ? Tone::pressing : Tone::calm;
}

bool days_off_between(const Timing& timing) {
    return timing.working_days > 0 && timing.working_days < timing.days;
}

Timing timing(const plan::Occurrence& occurrence, const calendar::WorkingDays& working_days,
              const calendar::Zone& zone, Instant now) {
    Timing result;
    result.today = zone.day_of(now);
    result.first = occurrence.due.value_or(plan::first_day(occurrence, zone));
    result.last = occurrence.due.value_or(plan::last_day(occurrence, zone));
    // A meeting without length ends before it starts when its last day is reckoned from the end.
    result.last = std::max(result.first, result.last);
    result.nature = nature(occurrence, result);
    const auto* timed = std::get_if<plan::Timed>(&occurrence.span);
    result.phase =
        result.nature == Nature::timed ? phase_by_hour(result, *timed, now) : phase_by_day(result);
    result.days = result.phase == Phase::over ? number_of(result.today - result.last)
                                              : number_of(result.first - result.today);
    result.working_days = working_days_until(result.first, result.today, working_days);
    result.number = number_of(result.today - result.first) + 1;
    result.total = number_of(result.last - result.first) + 1;
    result.left = number_of(result.last - result.today) + 1;
    return result;
}

}  // namespace nhaclich::message
