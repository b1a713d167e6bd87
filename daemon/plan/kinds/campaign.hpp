// Campaign: a span of days, the last one included ("từ ngày 15/11 đến ngày 15/12").
// In: first and last day as written. Out: its occurrence for an anchor, its first day.
#pragma once

#include "plan/entry_head.hpp"

namespace nhaclich::plan {

struct Campaign {
    EntryHead head;
    calendar::PlanDate from;
    calendar::PlanDate to;  ///< included; the first such day on or after `from`
    friend bool operator==(const Campaign&, const Campaign&) = default;
};

std::optional<When> when(const Campaign&);
Occurrence laid(const Campaign&, const Anchor&, const Placing&);

}  // namespace nhaclich::plan
