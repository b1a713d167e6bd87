#include "calendar/plan_date.hpp"

#include "calendar/lunar.hpp"

#include <algorithm>

namespace nhaclich::calendar {

namespace {

using std::chrono::days;
using std::chrono::month_day;

/// What is left of `range` from `start` on; may be empty.
DayRange from_start(const DayRange& range, Day start) {
    return {std::max(range.first, start), range.end};
}

Day yearly_day(const month_day& date, int year) {
    const std::chrono::year_month_day that_year{std::chrono::year{year}, date.month(), date.day()};
    if (that_year.ok()) return Day{that_year};
    return Day{std::chrono::year{year} / date.month() / std::chrono::last};
}

void add_days(const month_day& date, const DayRange& range, std::vector<Day>& result) {
    for (int year = year_of(range.first); year <= year_of(range.end); ++year)
        if (const Day day = yearly_day(date, year); range.contains(day)) result.push_back(day);
}

void add_days(const Day& date, const DayRange& range, std::vector<Day>& result) {
    if (range.contains(date)) result.push_back(date);
}

void add_days(const LunarDay& date, const DayRange& range, std::vector<Day>& result) {
    // A lunar year ends in the first two months of the next Gregorian one.
    for (int year = year_of(range.first) - 1; year <= year_of(range.end); ++year) {
        const auto lunar = LunarYear::of(year);
        if (!lunar) continue;
        if (const Day day = lunar->anniversary(date.month, date.day); range.contains(day))
            result.push_back(day);
    }
}

/// Nothing if the month has not so many working days.
std::optional<Day> working_day_of(int n, std::chrono::year_month month,
                                  const WorkingDays& working) {
    const Day before = Day{month / 1} - days{1};
    const Day after = Day{month / std::chrono::last} + days{1};
    const Day day = working.plus(n > 0 ? before : after, n);
    return before < day && day < after ? std::optional{day} : std::nullopt;
}

}  // namespace

bool recurs(const PlanDate& date) { return !std::holds_alternative<Day>(date); }

std::vector<Day> days_of(const PlanDate& date, const DayRange& range, Day start,
                         const WorkingDays& working_days) {
    const auto rest = from_start(range, start);
    std::vector<Day> result;
    if (rest.first >= rest.end) return result;
    if (const auto* rule = std::get_if<Rrule>(&date)) return rule->days(rest, start);
    if (const auto* monthly = std::get_if<MonthlyWorkingDay>(&date)) {
        const auto first = ymd(rest.first);
        for (auto month = first.year() / first.month(); Day{month / 1} < rest.end;
             month += std::chrono::months{1}) {
            const auto number = static_cast<unsigned>(month.month());
            if (!monthly->months.empty() && !std::ranges::binary_search(monthly->months, number))
                continue;
            const auto day = working_day_of(monthly->n, month, working_days);
            if (day && rest.contains(*day)) result.push_back(*day);
        }
        return result;
    }
    if (const auto* yearly = std::get_if<month_day>(&date)) add_days(*yearly, rest, result);
    if (const auto* once = std::get_if<Day>(&date)) add_days(*once, rest, result);
    if (const auto* lunar = std::get_if<LunarDay>(&date)) add_days(*lunar, rest, result);
    return result;
}

}  // namespace nhaclich::calendar
