// What to tell people when the plan changed: new, moved, cancelled (SPEC 4.4).
// In: what was announced and what the plan says now, who was told. Out: notices, and what is
// announced from now on.
#pragma once

#include "reminder/agenda.hpp"

#include <map>
#include <set>
#include <string_view>
#include <vector>

namespace nhaclich::reminder {

enum class Change { added, moved, cancelled };

/// An entry given another date is another occurrence (SPEC's identity), but to its readers it
/// moved: `before` then has another nominal day than `now`.
struct Changed {
    std::optional<plan::Occurrence> before;  ///< nothing = added
    plan::Occurrence now;                    ///< gone from the plan = cancelled
    Change change = Change::moved;
    int number = 1;  ///< of the changes of this occurrence
};

/// What happened between two versions of an occurrence, to its readers: when and where it is, the
/// due day, whether it takes place. Words and rules are no change.
std::optional<Change> change(const std::optional<plan::Occurrence>& before,
                             const plan::Occurrence& now);

/// The day a notice's rule names, see Purpose; nothing = none.
std::optional<Day> gone_from(std::string_view rule);

/// Of what is still to come, or was to come as announced.
std::vector<Changed> changes(const Sources& sources, const std::vector<Announced>& announced,
                             Instant now);

/// Who knows what of the occurrences that changed.
struct Told {
    std::map<plan::OccurrenceId, std::set<MemberId>> told;  ///< by a message that went out
    /// What members know as long as a notice is on its way; nothing = of no such thing.
    using Known = std::map<plan::OccurrenceId, std::map<MemberId, std::optional<plan::Occurrence>>>;
    Known waiting;  ///< for a notice of the occurrence
    /// For a notice that the other day they know is off, though it was to become this occurrence
    /// (gone_from).
    Known off_instead;
};

/// Adds to the agenda: a notice for each change to everybody concerned who was told, or to all of
/// them when it lies within the horizon or a reminder of it would have gone out already; reminders
/// whose instant has passed that way are covered by the notice ("cancelled.noticed"). A notice that
/// still waits grows instead of being joined by a second one; where it has nothing left to tell,
/// the reminders that fell due meanwhile, after the agenda's first start, go out.
void add_notices(const Sources& sources, const Records& records,
                 const std::vector<Changed>& changes, const Told& told, Instant now,
                 Agenda& agenda);

/// What is announced from now on: all that is to come, and its number of changes. What ended a
/// month ago is forgotten.
std::vector<Announced> announced_now(const Sources& sources, const std::vector<Announced>& before,
                                     const std::vector<Changed>& changes, Instant now);

}  // namespace nhaclich::reminder
