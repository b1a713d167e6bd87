#include "board/planned_event.hpp"

#include <map>

namespace nhaclich::board {

namespace {

void add_alarms(PlannedEvent& event, const reminder::Sources& sources, Day today) {
    event.reminders = reminders_of(*event.planned, sources);
    std::vector<Instant> dues;
    for (const auto& slot : event.reminders) dues.push_back(slot.due);
    event.alarms = alarms_at(dues, plan::start_of(*event.planned, sources.zone));
    event.rings = ringing(*event.planned, event.alarms, today, sources.zone);
}

}  // namespace

std::vector<PlannedEvent> planned_events(const Board& board) {
    const auto sources = board.sources();
    std::map<plan::OccurrenceId, plan::Occurrence> planned;
    for (auto& occurrence : board.occurrences(board.feed_window()))
        planned.emplace(occurrence.id, std::move(occurrence));
    std::vector<PlannedEvent> events;
    events.reserve(board.revisions().size());
    for (const auto& revision : board.revisions()) {
        PlannedEvent event{&revision, std::nullopt};
        if (auto found = planned.extract(revision.occurrence.id); !found.empty()) {
            event.planned = std::move(found.mapped());
            add_alarms(event, sources, board.today());
        }
        events.push_back(std::move(event));
    }
    return events;
}

}  // namespace nhaclich::board
