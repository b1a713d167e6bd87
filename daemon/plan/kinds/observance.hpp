// Observance: a whole day, usually every year ("8/3").
// In: the day as written. Out: its occurrence for an anchor.
#pragma once

#include "plan/entry_head.hpp"

namespace nhaclich::plan {

struct Observance {
    EntryHead head;
    calendar::PlanDate on;
    friend bool operator==(const Observance&, const Observance&) = default;
};

std::optional<When> when(const Observance&);
Occurrence laid(const Observance&, const Anchor&, const Placing&);

}  // namespace nhaclich::plan
