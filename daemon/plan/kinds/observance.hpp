// Observance: a whole day, usually every year ("8/3").
// In: the day as written, a year. Out: its occurrence.
#pragma once

#include "calendar/date_text.hpp"
#include "plan/entry_head.hpp"

namespace nhaclich::plan {

struct Observance {
    EntryHead head;
    calendar::PlanDate on;
    friend bool operator==(const Observance&, const Observance&) = default;
};

/// Its occurrence in `year`, if it has one; nominal = the day itself.
std::vector<Occurrence> in_year(const Observance&, int year, const Placing&);

}  // namespace nhaclich::plan
