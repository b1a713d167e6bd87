#include "board/planned_event.hpp"

#include <map>

namespace nhaclich::board {

std::vector<PlannedEvent> planned_events(const Board& board) {
    std::map<plan::OccurrenceId, plan::Occurrence> planned;
    for (auto& occurrence : board.occurrences(board.feed_window()))
        planned.emplace(occurrence.id, std::move(occurrence));
    std::vector<PlannedEvent> events;
    events.reserve(board.revisions().size());
    for (const auto& revision : board.revisions()) {
        PlannedEvent event{&revision, std::nullopt};
        if (auto found = planned.extract(revision.occurrence.id); !found.empty()) {
            event.planned = std::move(found.mapped());
            event.rings = ringing(*event.planned, board.today(), board.zone());
        }
        events.push_back(std::move(event));
    }
    return events;
}

}  // namespace nhaclich::board
