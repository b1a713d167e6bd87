// When to try again, and when to give up: a pure function of what has happened so far.
// In: attempts made, now, until when it is of use, what the server asked for. Out: the next
// instant, or nothing.
#pragma once

#include "base/instant.hpp"
#include "reminder/delivery.hpp"

#include <optional>

namespace nhaclich::outbox {

/// Pauses of 1, 5, 15, 30 and 60 minutes, then hourly, each shortened or stretched by up to a fifth
/// so that rows that failed together do not come back together (the share is the delivery's own, so
/// a restart reckons the same). A server's Retry-After is honoured between the planned pause and
/// twice that. Nothing = the next try would be of no use.
std::optional<Instant> next_attempt(const reminder::Delivery& delivery, int attempts, Instant now,
                                    std::optional<std::chrono::seconds> retry_after);

}  // namespace nhaclich::outbox
