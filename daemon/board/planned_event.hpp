// What the calendar shows of an occurrence, beside what the plan says of it now.
// In: a Board. Out: one a revision, in the order of the calendar.
#pragma once

#include "board/board.hpp"

#include <optional>
#include <vector>

namespace nhaclich::board {

/// Valid while the Board lives.
struct PlannedEvent {
    const plan::Revision* revision = nullptr;
    /// As the plan has it, or had it last if it took place; nothing where it is called off by being
    /// taken out, or nobody knows whom it concerned.
    std::optional<plan::Occurrence> planned;
    const PlannedAlarms* alarms = nullptr;  ///< nullptr where it is gone from the plan: no rings
};

std::vector<PlannedEvent> planned_events(const Board& board);

/// What was published, with whom it concerned.
plan::Occurrence as_planned_last(plan::Occurrence published, const plan::Aside& aside);

}  // namespace nhaclich::board
