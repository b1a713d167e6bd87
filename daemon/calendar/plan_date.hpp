// What a date of a plan can be: every year, once, by the lunar calendar, or by a rule.
// In: made by date_text. Out: the days of a range on which it falls.
#pragma once

#include "base/instant.hpp"
#include "calendar/rrule.hpp"
#include "calendar/working_days.hpp"

#include <chrono>
#include <variant>
#include <vector>

namespace nhaclich::calendar {

/// Every lunar year on this month and day, kept as LunarYear::anniversary says.
struct LunarDay {
    unsigned month = 0;  ///< 1 to 12
    unsigned day = 0;    ///< 1 to 30
    friend auto operator<=>(const LunarDay&, const LunarDay&) = default;
};

/// The n-th working day of some months; n < 0 counts from the end.
struct MonthlyWorkingDay {
    int n = 1;                     ///< -20 to -1, 1 to 20
    std::vector<unsigned> months;  ///< ascending; empty = all
    friend auto operator<=>(const MonthlyWorkingDay&, const MonthlyWorkingDay&) = default;
};

using PlanDate = std::variant<std::chrono::month_day, Day, LunarDay, MonthlyWorkingDay, Rrule>;

/// More than once: everything but a single Day.
bool recurs(const PlanDate& date);

/// The days in `range`, ascending, none before `start`, from where a rule counts its intervals.
/// 29/2 falls on 28/2 in a year without it. Lunar days only within the years of LunarYear.
std::vector<Day> days_of(const PlanDate& date, const DayRange& range, Day start,
                         const WorkingDays& working_days);

}  // namespace nhaclich::calendar
