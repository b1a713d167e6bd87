// What the calendar shows of an occurrence, beside what the plan says of it now.
// In: a Board. Out: one a revision, in the order of the calendar.
#pragma once

#include "board/alarms.hpp"
#include "board/board.hpp"

#include <optional>
#include <vector>

namespace nhaclich::board {

/// Valid while the Board lives.
struct PlannedEvent {
    const plan::Revision* revision = nullptr;
    std::optional<plan::Occurrence> planned;  ///< nothing where it is gone from the plan
    /// Where it is planned: by the plan, for who chose nothing else.
    std::vector<reminder::Slot> reminders{};
    std::vector<std::chrono::seconds> alarms{};  ///< all of those
    Ringing rings{};
};

std::vector<PlannedEvent> planned_events(const Board& board);

}  // namespace nhaclich::board
