// When to try again, and when to give up: pure functions of what has happened so far.
// In: attempts made, now, until when it is of use, what the server asked for. Out: the next
// instant, or nothing.
#pragma once

#include "base/instant.hpp"
#include "reminder/delivery.hpp"

#include <optional>

namespace nhaclich::outbox {

/// Pauses of 1, 5, 15, 30 and 60 minutes, then hourly, each shortened or stretched by up to a fifth
/// so that rows that failed together do not come back together (the share is the delivery's own, so
/// a restart reckons the same). A server's Retry-After lengthens that to an hour at most, or to
/// twice the pause. A pause that would outlast the use is half of what is left of it; nothing = not
/// even two minutes are.
std::optional<Instant> next_attempt(const reminder::Delivery& delivery, int attempts, Instant now,
                                    std::optional<std::chrono::seconds> retry_after);

/// The server is in trouble and left alone until `paused_until`: that is no attempt of the
/// delivery's. A pause as long as it is overdue, a quarter of an hour at most, and after
/// the server's by a share of its own, so that another goes first to see. Ends as above.
std::optional<Instant> after_trouble(const reminder::Delivery& delivery, Instant now,
                                     Instant paused_until);

}  // namespace nhaclich::outbox
