// Days written as "from … to …", the last one included: shared by campaigns and tasks.
// In: both days as written, a year. Out: a half-open range.
#pragma once

#include "base/instant.hpp"
#include "calendar/date_text.hpp"

#include <optional>

namespace nhaclich::plan {

/// The span that begins in `year`; a yearly end before its start lies in the next year.
std::optional<DayRange> span_from(const calendar::PlanDate& from, const calendar::PlanDate& to,
                                  int year);

}  // namespace nhaclich::plan
