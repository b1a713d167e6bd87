// Deadline: a report owed by units, `before` a day (exclusive) or `by` it (inclusive).
// In: the day as written, a year, working days. Out: its occurrence on the due day.
#pragma once

#include "calendar/date_text.hpp"
#include "calendar/working_days.hpp"
#include "plan/entry_head.hpp"

namespace nhaclich::plan {

struct Deadline {
    EntryHead head;
    Limit limit = Limit::before;
    calendar::PlanDate date;
    calendar::Shift shift = calendar::Shift::earlier;
    std::vector<GroupId> owed_by;
    std::vector<GroupId> submit_to;
    friend bool operator==(const Deadline&, const Deadline&) = default;
};

/// Nominal = the day the document writes; the occurrence lies on the due day.
std::vector<Occurrence> in_year(const Deadline&, int year, const Placing&);

}  // namespace nhaclich::plan
