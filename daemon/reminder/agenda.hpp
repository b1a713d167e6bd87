// What is to be done now: a pure function (SPEC's "decide purely, then do, then write down").
// In: the board's sources, how far planning has come, now. Out: deliveries to write down, missed
// ones, next wake-up.
#pragma once

#include "reminder/due.hpp"
#include "reminder/ledger.hpp"

#include <optional>
#include <vector>

namespace nhaclich::reminder {

/// The ledger's part in planning.
struct Facts {
    /// Everything due up to here has been written down. Nothing = the first start: no past is sent.
    std::optional<Instant> planned_until;
};

struct Agenda {
    std::vector<Delivery>
        deliveries;              ///< due in (planned_until, now] and still useful, by due instant
    std::vector<Missed> missed;  ///< due in (planned_until, now] and no longer useful
    Instant planned_until;       ///< never earlier than in the facts, should the clock go back
    Instant next_wake;           ///< the next due instant after now, or a year from now
};

Agenda agenda(const Sources&, const Facts&, Instant now);

}  // namespace nhaclich::reminder
