// When a phone rings for an occurrence: when who reads it is reminded.
// In: an occurrence, the instants of its reminders. Out: alarms from its start on.
#pragma once

#include "reminder/slot.hpp"

#include <chrono>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace nhaclich::board {

/// A phone need not know years ahead when to ring, and what is over must not ring on a new one.
struct Ringing {
    bool now = false;
    Instant since;  ///< nothing (1970) where its time has not come
};

/// From the first of the month a year before its first day's to the end of its last day's, and
/// longer where an alarm is outside, or within the first month, when a phone may not know yet. It
/// changes with months alone.
Ringing ringing(const plan::Occurrence&, std::span<const std::chrono::seconds> alarms, Day today,
                const calendar::Zone&);

/// The farthest first, each once.
std::vector<std::chrono::seconds> alarms_at(const std::vector<Instant>& reminders, Instant start);
/// The four nearest: a phone that rings too often is muted.
void keep_nearest(std::vector<std::chrono::seconds>& alarms);

/// When what falls due then goes out.
using Allowed = std::function<Instant(Instant due)>;

/// What reminds of it while it is of use, each due when it goes out: by the plan and by what
/// members chose.
std::vector<reminder::Slot> reminders_of(const plan::Occurrence&, const reminder::Sources&,
                                         const reminder::Records&, const Allowed&);
/// By the plan, for who chose nothing else.
std::vector<reminder::Slot> reminders_of(const plan::Occurrence&, const reminder::Sources&);

/// What reminds of an occurrence, for who chose nothing else.
struct PlannedAlarms {
    std::vector<reminder::Slot> reminders;
    std::vector<std::chrono::seconds> alarms;  ///< all of those
    Ringing rings;
};
PlannedAlarms planned_alarms(const plan::Occurrence&, const reminder::Sources&, Day today);

/// Reminders from its start on and for whom, as a text: another one where a calendar with the
/// plan's alarms rings otherwise.
std::string alarms_text(const std::vector<reminder::Slot>& reminders, Instant start);

}  // namespace nhaclich::board
