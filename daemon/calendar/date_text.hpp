// Dates as a plan document writes them: "8/3" every year, "15/11/2024" or 2024-11-15 once, "8 Mar".
// In: the text. Out: a yearly month and day, or one Day; an ambiguous spelling is refused with the
// remedy.
#pragma once

#include "base/error.hpp"
#include "base/instant.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace nhaclich::calendar {

/// Every year on this month and day, or once on this day.
using PlanDate = std::variant<std::chrono::month_day, Day>;

/// Day before month, as Vietnamese documents write. "03-08" could be read both ways:
/// "date.ambiguous". A day that no year has: "date.no-such-day"; a year outside 1900 to 2199:
/// "date.year-range". Anything else: "date.format".
Result<PlanDate> parse_plan_date(std::string_view text);

/// The day of `date` in `year`: 29/2 falls on 28/2 in a year without it. A one-off date answers
/// only for its own year.
std::optional<Day> day_in_year(const PlanDate& date, int year);

/// As Vietnamese offices write it: "8/3" is "08/3", months 3 to 9 single, 1 and 2 with a zero
/// (Nghị định 30/2020/NĐ-CP, phụ lục I); a one-off date with its year.
std::string vietnamese(const PlanDate& date);
std::string vietnamese(Day day);  ///< "05/12/2026"

}  // namespace nhaclich::calendar
