// Recurring dates as office plans word them: "ngày 15 tháng cuối quý", "thứ Hai đầu tháng".
// In: the text, Vietnamese or English. Out: the date, or nothing if it is worded otherwise.
#pragma once

#include "calendar/plan_date.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace nhaclich::calendar {

/// Understood, in any letter case (N a day 1 to 31, X a weekday; days 29 to 31 fall on the last day
/// of a shorter month):
///   ngày N hằng tháng · ngày N tháng đầu quý · ngày N tháng cuối quý · ngày N các tháng 3, 6, 9
///   ngày cuối tháng · ngày đầu quý · ngày cuối quý
///   thứ X đầu tháng · thứ X cuối tháng · thứ X thứ hai hằng tháng · thứ X thứ hai tháng 5
///   thứ X hằng tuần · ngày làm việc đầu tháng · ngày làm việc cuối quý · ngày làm việc thứ 3 các
///   tháng 1, 7
///   15th of every month · last day of every quarter · first Monday of every month · last working
///   day of every month · second Sunday of May · every Monday
std::optional<PlanDate> parse_recurrence(std::string_view text);

/// The Vietnamese words of what parse_recurrence() gives for working days; it reads them again.
std::string vietnamese(const MonthlyWorkingDay& day);

}  // namespace nhaclich::calendar
