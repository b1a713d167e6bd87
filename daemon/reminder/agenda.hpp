// What is to be done now: a pure function (SPEC's "decide purely, then do, then write down").
// In: the schedule, how far planning has come, what failed, now. Out: deliveries to write down,
// unsent ones with the reason, next wake-up.
#pragma once

#include "reminder/ledger.hpp"
#include "reminder/schedule.hpp"

#include <optional>
#include <set>
#include <vector>

namespace nhaclich::reminder {

/// A delivery that failed for good, and what became of its siblings by other channels.
struct Failure {
    std::int64_t row = 0;
    Delivery delivery;
    std::set<ChannelId> tried;  ///< this one's channel and those of the siblings
    bool reached = false;       ///< a sibling was sent or is still on its way
};

/// A suspension of which nobody has been told yet.
struct Untold {
    std::string mailbox;
    Suspension suspension;
    friend bool operator==(const Untold&, const Untold&) = default;
};

/// How a channel's endpoint has fared since it last was well.
struct Endpoint {
    ChannelId channel;
    Instant failing_since;
    Instant last_failure;
    int failures = 0;
    std::optional<Instant> closed = std::nullopt;  ///< nothing is sent there any more
    bool gone = false;                             ///< closed because it said so
    bool told = false;                             ///< the standing members know
    bool warned = false;                           ///< they know that it fails, closed or not
    friend bool operator==(const Endpoint&, const Endpoint&) = default;
};

/// The ledger's part in planning.
struct Facts {
    /// Everything due up to here has been written down. Nothing = the first start: no past is sent.
    std::optional<Instant> planned_until;
    std::vector<Failure> failures;  ///< not answered for yet
    /// Nothing due before is of this database. Nothing = as planned_until.
    std::optional<Instant> first_start = std::nullopt;
    std::vector<Untold> untold = {};
    std::vector<Endpoint> endpoints = {};  ///< those that are not well
};

struct Agenda {
    std::vector<Delivery> deliveries;         ///< due in (planned_until, now] and still useful
    std::vector<Unsent> unsent;               ///< due then and not to be sent, with the reason
    std::vector<std::int64_t> handled;        ///< rows of failures answered for
    std::vector<std::int64_t> told;           ///< rows of suspensions told now
    std::vector<ChannelId> endpoints_closed;  ///< they only fail: nothing more goes there
    std::vector<ChannelId> endpoints_told;    ///< closed, and the standing members hear of it now
    std::vector<ChannelId> endpoints_warned;  ///< failing, and the standing members hear of it now
    std::set<DeliveryKey> again;              ///< of the deliveries: by another channel than failed
    std::optional<std::vector<Announced>> announced;  ///< from now on; nothing = as before
    bool burst = false;                               ///< stop: pause until somebody resumes
    Instant first_start;    ///< lowered should the clock have been ahead then
    Instant planned_until;  ///< now, even should the clock have gone back
    Instant next_wake;      ///< the next due instant after now, or the end of the schedule
};

/// Fell due more than a few minutes ago (late.hpp).
bool is_late(const Delivery& delivery, Instant now);

/// Every delivery the daemon will make in the window, if nothing changes; by due instant.
std::vector<Delivery> expected(Schedule&, const DueWindow& window);

/// The schedule covers (planned_until, now] and what comes after.
Agenda agenda(Schedule&, const Facts&, Instant now);

}  // namespace nhaclich::reminder
