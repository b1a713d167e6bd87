// When an occurrence has something to say, and by which right: its rules, summaries, nagging and
// escalation laid on the calendar.
// In: an occurrence. Out: slots; audience.hpp says whom they reach.
#pragma once

#include "reminder/delivery.hpp"
#include "reminder/records.hpp"
#include "reminder/sources.hpp"

#include <cstdint>
#include <vector>

namespace nhaclich::reminder {

struct Slot {
    Instant due;
    std::string rule;  ///< of the delivery's key
    Purpose purpose = Purpose::reminder;
    std::vector<GroupId> to;       ///< empty = everybody concerned
    std::optional<MemberId> only;  ///< an offset this member chose
    Day day;                       ///< digests: the first day they tell of
    std::int32_t occurrence = -1;  ///< in the schedule; negative = a digest
};

/// The occurrence's own rules, or the board's default rules of its kind; valid while both arguments
/// live.
const std::vector<plan::Rule>& rules_of(const plan::Occurrence& occurrence, const Sources& sources);

/// Of a confirmed occurrence, in no order. One whose hour is quiet for the board until it would be
/// of no use is brought forward to the last hour allowed. Nagging and escalation only while reports
/// are missing.
std::vector<Slot> slots_of(const plan::Occurrence& occurrence, const Sources& sources,
                           const Records& records);

}  // namespace nhaclich::reminder
