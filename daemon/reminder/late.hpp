// How long a reminder still serves somebody (RFC 5321 4.5.4.1 lets the sender decide when to give
// up). In: an occurrence. Out: the last instant at which telling of it is of use.
#pragma once

#include "plan/occurrence.hpp"

namespace nhaclich::reminder {

/// A timed occurrence: until it starts. Whole days: until their end. A deadline stays owed after
/// its due day: until 30 days after it.
Instant useful_until(const plan::Occurrence& occurrence, const calendar::Zone& zone);

}  // namespace nhaclich::reminder
