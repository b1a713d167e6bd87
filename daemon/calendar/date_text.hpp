// Dates as a plan document writes them: "8/3" every year, "15/11/2024" or 2024-11-15 once, "8 Mar",
// "10/3 âm lịch", "ngày 15 tháng cuối quý", or an RRULE.
// In: the text. Out: a PlanDate; an ambiguous spelling is refused with the remedy.
#pragma once

#include "base/error.hpp"
#include "calendar/plan_date.hpp"

#include <string>
#include <string_view>

namespace nhaclich::calendar {

/// Day before month, as Vietnamese documents write. After a date "âm lịch", "AL" or "lunar" makes
/// it one of the lunar calendar; with a year, the day it falls on in that lunar year. Words as in
/// recurrence_words.hpp; "RRULE:FREQ=…" or "FREQ=…" as in rrule.hpp.
/// "03-08" could be read both ways: "date.ambiguous". A day that no year has: "date.no-such-day";
/// a year outside 1900 to 2199: "date.year-range"; "lunar.no-such-day"; "rrule.*". Anything else:
/// "date.format".
Result<PlanDate> parse_plan_date(std::string_view text);

/// As Vietnamese offices write it: "8/3" is "08/3", months 3 to 9 single, 1 and 2 with a zero
/// (Nghị định 30/2020/NĐ-CP, phụ lục I); a one-off date with its year; parse_plan_date() reads all
/// of it again.
std::string vietnamese(const PlanDate& date);
std::string vietnamese(Day day);  ///< "05/12/2026"

}  // namespace nhaclich::calendar
