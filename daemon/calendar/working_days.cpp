#include "calendar/working_days.hpp"

#include "calendar/weekend.hpp"

namespace nhaclich::calendar {

std::optional<DayOff> WorkingDays::day_off(Day day) const {
    if (const auto holiday = holidays_.off.find(day); holiday != holidays_.off.end())
        return DayOff{is_weekend(day), holiday->second.name};
    if (is_weekend(day) && !holidays_.working.contains(day)) return DayOff{true, {}};
    return std::nullopt;
}

Day WorkingDays::shifted(Day day, Shift shift) const {
    if (shift == Shift::keep || is_working(day)) return day;
    return plus(day, shift == Shift::earlier ? -1 : 1);
}

Day WorkingDays::plus(Day day, int n) const {
    const std::chrono::days step{n < 0 ? -1 : 1};
    while (n != 0) {
        day += step;
        if (is_working(day)) n -= static_cast<int>(step.count());
    }
    return day;
}

}  // namespace nhaclich::calendar
