// What every entry has, whatever its kind, and what a kind needs to lay it on the calendar.
// In: the keys all kinds share. Out: an occurrence with them filled in.
#pragma once

#include "base/strong_id.hpp"
#include "calendar/working_days.hpp"
#include "calendar/zone.hpp"
#include "plan/occurrence.hpp"
#include "plan/rule.hpp"
#include "plan/when.hpp"
#include "plan/words.hpp"

#include <map>
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
    std::map<Day, Move> moved;                ///< likewise
    Validity validity;
    calendar::Shift shift = calendar::Shift::keep;  ///< where a day off moves it to
    friend bool operator==(const EntryHead&, const EntryHead&) = default;
};

/// By occurrence, the day on which the last report it asks for came.
using Submissions = std::map<OccurrenceId, Day>;

/// What dates are reckoned with.
struct Placing {
    const calendar::WorkingDays& working_days;
    const calendar::Zone& zone;
    const Submissions* submissions = nullptr;  ///< nothing = none known
};

/// One occurrence to be laid on the calendar.
struct Anchor {
    Day nominal;                  ///< its identity
    Day day;                      ///< the day meant: `nominal`, or where it was moved
    std::optional<LocalHour> at;  ///< where it was moved to another hour
};

/// A day after shifting by the entry's wish, and from where, if it is not `written`.
struct Placed {
    Day day;
    std::optional<ShiftedFrom> from;
};
/// `written` is the day the anchor means (for a deadline the last in time of it), `original` what
/// that would be had nothing been moved.
Placed placed(const EntryHead& head, Day written, Day original, const Placing& placing);

/// The occurrence of `head` with what all kinds share filled in; no due day and no duties.
Occurrence occurrence_of(const EntryHead& head, Kind kind, Day nominal, Span span);

}  // namespace nhaclich::plan
