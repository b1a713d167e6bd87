// The board's part in planning: what the pure functions of this room read.
// In: a Board's values. Out: references to them.
#pragma once

#include "plan/occurrences.hpp"
#include "plan/people.hpp"
#include "plan/reminding.hpp"

#include <vector>

namespace nhaclich::reminder {

/// Refers to a Board's values; valid while that Board lives.
struct Sources {
    const plan::Plan& plan;
    const plan::People& people;
    const calendar::WorkingDays& working_days;
    const calendar::Zone& zone;
    const std::vector<GroupId>& default_audience;
    const plan::Reminding& reminding;
    const plan::Submissions& submissions;

    plan::Placing placing() const { return {working_days, zone, &submissions}; }
};

}  // namespace nhaclich::reminder
