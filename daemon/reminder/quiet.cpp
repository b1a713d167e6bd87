#include "reminder/quiet.hpp"

namespace nhaclich::reminder {

namespace {

using std::chrono::days;
using std::chrono::minutes;

constexpr auto morning = LocalHour::at(7, 0);
constexpr auto evening = LocalHour::at(17, 0);
constexpr minutes one{1};
/// More days off and quiet hours than ever stand in a row.
constexpr int most_steps = 100;

bool is_rest_day(Day day, const Rest& rest) {
    return rest.days_off && !rest.working_days.is_working(day);
}

/// A working day begins as the night's quiet hours end; those about noon say nothing of it.
LocalHour day_begins(const Rest& rest) {
    const bool night = rest.quiet && rest.quiet->contains(std::chrono::seconds{0});
    return night ? rest.quiet->to : morning;
}

LocalHour day_ends(const Rest& rest) {
    const bool night = rest.quiet && rest.quiet->contains(days{1} - one);
    return night ? rest.quiet->from : evening;
}

bool is_quiet(const calendar::LocalTime& local, const Rest& rest) {
    return rest.quiet && rest.quiet->contains(local.since_midnight);
}

}  // namespace

Rest rest_of(const Sources& sources) {
    return {sources.reminding.quiet, sources.reminding.rest_days, sources.working_days,
            sources.zone};
}

Instant allowed_from(Instant wanted, const Rest& rest) {
    for (int step = 0; step < most_steps; ++step) {
        const auto local = rest.zone.local(wanted);
        if (is_rest_day(local.day, rest)) {
            wanted = rest.zone.instant_of(local.day + days{1}, day_begins(rest));
        } else if (is_quiet(local, rest)) {
            const LocalHour ends = rest.quiet->to;
            const bool today = local.since_midnight < ends.since_midnight();
            wanted = rest.zone.instant_of(local.day + days{today ? 0 : 1}, ends);
        } else {
            break;
        }
    }
    return wanted;
}

Instant allowed_until(Instant wanted, const Rest& rest) {
    for (int step = 0; step < most_steps; ++step) {
        const auto local = rest.zone.local(wanted);
        if (is_rest_day(local.day, rest)) {
            wanted = rest.zone.instant_of(local.day - days{1}, day_ends(rest)) - one;
        } else if (is_quiet(local, rest)) {
            const LocalHour begins = rest.quiet->from;
            const bool today = local.since_midnight >= begins.since_midnight();
            wanted = rest.zone.instant_of(local.day - days{today ? 0 : 1}, begins) - one;
        } else {
            break;
        }
    }
    return wanted;
}

}  // namespace nhaclich::reminder
