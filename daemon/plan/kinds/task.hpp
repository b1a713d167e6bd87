// Task: anything else, on a day, within a span of days, or without a date yet.
// In: a day or span as written, a year. Out: its occurrence.
#pragma once

#include "calendar/date_text.hpp"
#include "plan/entry_head.hpp"

namespace nhaclich::plan {

struct TaskSpan {
    calendar::PlanDate from;
    calendar::PlanDate to;  ///< included; equal to `from` for a single day
    friend bool operator==(const TaskSpan&, const TaskSpan&) = default;
};

struct Task {
    EntryHead head;
    std::optional<TaskSpan> span;  ///< nothing = no date yet
    friend bool operator==(const Task&, const Task&) = default;
};

/// The occurrence that begins in `year`; nominal = its first day.
std::vector<Occurrence> in_year(const Task&, int year, const Placing&);

}  // namespace nhaclich::plan
