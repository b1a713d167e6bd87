// Deadline: a report owed by units, `before` a day (exclusive), `by` it (inclusive), or some days
// after another entry.
// In: the day as written. Out: its occurrence on the due day.
#pragma once

#include "plan/entry_head.hpp"

namespace nhaclich::plan {

struct Deadline {
    EntryHead head;
    Limit limit = Limit::before;
    When date;
    std::vector<GroupId> owed_by;
    std::vector<GroupId> submit_to;
    std::optional<std::vector<Rule>> summary = std::nullopt;  ///< nothing = the board's
    std::optional<Overdue> overdue = std::nullopt;            ///< likewise
    friend bool operator==(const Deadline&, const Deadline&) = default;
};

std::optional<When> when(const Deadline&);
/// Nominal = the day the document writes; the occurrence lies on the due day.
Occurrence laid(const Deadline&, const Anchor&, const Placing&);

}  // namespace nhaclich::plan
