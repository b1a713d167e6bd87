// What is due: the only door of this room, and a pure function.
// In: plan, people, calendar, how far planning has come, now. Out: deliveries to write down, missed ones, next wake-up.
#pragma once

#include "plan/occurrences.hpp"
#include "plan/people.hpp"
#include "reminder/ledger.hpp"

#include <map>
#include <optional>
#include <vector>

namespace nhaclich::reminder {

/// The board's part in planning.
struct Sources {
    const plan::Plan& plan;
    const plan::People& people;
    const calendar::WorkingDays& working_days;
    const calendar::Zone& zone;
    const std::vector<GroupId>& default_audience;
    const std::map<plan::Kind, std::vector<plan::Rule>>& default_rules;
};

/// The ledger's part in planning.
struct Facts {
    /// Everything due up to here has been written down. Nothing = the first start: no past is sent.
    std::optional<Instant> planned_until;
};

struct Agenda {
    std::vector<Delivery> deliveries;  ///< due in (planned_until, now] and still useful, by due instant
    std::vector<Missed> missed;        ///< due in (planned_until, now] and no longer useful
    Instant planned_until;
    Instant next_wake;  ///< the next due instant after now, or a year from now
};

Agenda agenda(const Sources&, const Facts&, Instant now);

/// Every delivery due in the window, useful or not, ordered by due instant, occurrence, member, channel.
std::vector<Delivery> deliveries(const Sources&, const DueWindow&);

}  // namespace nhaclich::reminder
