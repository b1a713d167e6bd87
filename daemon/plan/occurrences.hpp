// The whole plan laid on the calendar for a range of days.
// In: plan, range, working days, zone. Out: occurrences ordered by start, then id.
#pragma once

#include "plan/plan.hpp"

#include <vector>

namespace nhaclich::plan {

/// Every occurrence that touches the range.
std::vector<Occurrence> occurrences(const Plan&, const DayRange&, const Placing&);

/// The occurrence with this identity, if the plan still has it.
std::optional<Occurrence> find_occurrence(const Plan&, const OccurrenceId&, const Placing&);

}  // namespace nhaclich::plan
