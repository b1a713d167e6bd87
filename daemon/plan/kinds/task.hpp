// Task: anything else, on a day, within a span of days, after another entry, or without a date yet.
// In: the days as written. Out: its occurrence for an anchor, its first day.
#pragma once

#include "plan/entry_head.hpp"

namespace nhaclich::plan {

struct TaskSpan {
    When from;
    std::optional<calendar::PlanDate> to;  ///< included; nothing = one day
    friend bool operator==(const TaskSpan&, const TaskSpan&) = default;
};

struct Task {
    EntryHead head;
    std::optional<TaskSpan> span;  ///< nothing = no date yet
    friend bool operator==(const Task&, const Task&) = default;
};

std::optional<When> when(const Task&);
Occurrence laid(const Task&, const Anchor&, const Placing&);

}  // namespace nhaclich::plan
