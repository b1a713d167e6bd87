// When a phone rings for an occurrence.
// In: an occurrence, the instants of its reminders. Out: alarms from its start on.
#pragma once

#include "reminder/slot.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace nhaclich::board {

/// A phone need not know years ahead when to ring, and what is over must not ring on a new one.
struct Ringing {
    bool now = false;
    Instant since;  ///< nothing (1970) where its time has not come
    friend bool operator==(const Ringing&, const Ringing&) = default;
};

/// From the first of the month a year before its first day's to the end of its last day's: it
/// changes with months alone, and never less than a year is covered.
Ringing ringing(const plan::Occurrence&, Day today, const calendar::Zone&);

/// The farthest first, each once; the four nearest at most: a phone that rings too often is muted.
std::vector<std::chrono::seconds> alarms_at(const std::vector<Instant>& reminders, Instant start);

/// What reminds of it, by the plan and by what members chose.
std::vector<reminder::Slot> reminders_of(const plan::Occurrence&, const reminder::Sources&,
                                         const reminder::Records&);

/// The plan's reminders, from its start on and for whom, as a text: another one where a calendar
/// with the plan's alarms rings otherwise.
std::string alarms_text(const plan::Occurrence&, const reminder::Sources&);

}  // namespace nhaclich::board
