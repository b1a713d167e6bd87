// How long a reminder still serves somebody (RFC 5321 4.5.4.1 lets the sender decide when to give
// up). In: an occurrence, the board's chase. Out: the last instant at which telling of it is of
// use.
#pragma once

#include "reminder/sources.hpp"

namespace nhaclich::reminder {

/// What is sent so long after it fell due is late: it says so, waits for its turn in the backlog
/// and counts towards a burst.
constexpr std::chrono::minutes late_after{10};

/// A timed occurrence: until it starts. Whole days: until their end. A deadline stays owed after
/// its due day: as long as it is chased.
Instant useful_until(const plan::Occurrence& occurrence, const Sources& sources);

}  // namespace nhaclich::reminder
