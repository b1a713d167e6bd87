// Meeting: timed, with a place, an agenda and perhaps a link; without a date until the board sets
// one.
// In: day, hour and length, a year. Out: its occurrence.
#pragma once

#include "plan/entry_head.hpp"

namespace nhaclich::plan {

struct MeetingTime {
    Day day;
    LocalHour hour;
    std::chrono::minutes duration{0};  ///< more than 0, at most 31 days
    friend bool operator==(const MeetingTime&, const MeetingTime&) = default;
};

struct Meeting {
    EntryHead head;
    std::optional<MeetingTime> when;  ///< nothing = no date yet
    friend bool operator==(const Meeting&, const Meeting&) = default;
};

/// Nominal = the day it begins.
std::vector<Occurrence> in_year(const Meeting&, int year, const Placing&);

}  // namespace nhaclich::plan
