// What every entry has, whatever its kind, and what a kind needs to lay it on the calendar.
// In: the keys all kinds share. Out: an occurrence with them filled in.
#pragma once

#include "base/strong_id.hpp"
#include "calendar/working_days.hpp"
#include "calendar/zone.hpp"
#include "plan/occurrence.hpp"
#include "plan/rule.hpp"
#include "plan/words.hpp"

#include <optional>
#include <set>
#include <vector>

namespace nhaclich::plan {

struct EntryHead {
    EntryId id;
    Title title;
    Description description;
    Line section;  ///< of the plan document, "II.2"
    Line place;
    Line link;                      ///< https address of a page or an online meeting
    std::vector<GroupId> audience;  ///< whom it concerns; empty = the board's default audience
    std::optional<std::vector<Rule>> remind;  ///< nothing = the default rules of its kind
    bool cancelled = false;                   ///< every occurrence
    std::set<Day> cancelled_on;               ///< single occurrences, by nominal day
    friend bool operator==(const EntryHead&, const EntryHead&) = default;
};

/// What dates are reckoned with.
struct Placing {
    const calendar::WorkingDays& working_days;
    const calendar::Zone& zone;
};

/// The occurrence of `head` with what all kinds share filled in; no due day and no duties.
Occurrence occurrence_of(const EntryHead& head, Kind kind, Day nominal, Span span);

}  // namespace nhaclich::plan
