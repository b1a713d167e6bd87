// Meeting: timed, with a place, an agenda and perhaps a link; without a date until the board sets
// one.
// In: day, hour and length or end. Out: its occurrence for an anchor, the day it begins.
#pragma once

#include "plan/entry_head.hpp"

#include <variant>

namespace nhaclich::plan {

/// The wall clock time of the end, so many days after the day it begins.
struct EndsAt {
    std::chrono::days later{0};  ///< 0 to 31
    LocalHour hour;
    friend bool operator==(const EndsAt&, const EndsAt&) = default;
};

struct MeetingTime {
    calendar::PlanDate on;
    LocalHour hour;
    std::variant<std::chrono::minutes, EndsAt> end;  ///< a length: more than 0, at most 31 days
    friend bool operator==(const MeetingTime&, const MeetingTime&) = default;
};

struct Meeting {
    EntryHead head;
    std::optional<MeetingTime> time;  ///< nothing = no date yet
    friend bool operator==(const Meeting&, const Meeting&) = default;
};

std::optional<When> when(const Meeting&);
Occurrence laid(const Meeting&, const Anchor&, const Placing&);

}  // namespace nhaclich::plan
