// Deadline: a report owed by units, `before` a day (exclusive) or `by` it (inclusive).
#pragma once

#include "calendar/date_text.hpp"
#include "calendar/working_days.hpp"
#include "plan/entry_head.hpp"

namespace nhaclich::plan {

/// "trước ngày 05/6" is last in time on 04/6; "chậm nhất ngày 05/6" on 05/6 itself.
enum class Limit { before, by };

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
