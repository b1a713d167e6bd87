#include "board/planned_event.hpp"

#include <map>

namespace nhaclich::board {

namespace {

/// Gone from the plan, but not called off.
std::optional<plan::Occurrence> past(const plan::Revision& revision) {
    if (revision.occurrence.status == plan::Status::cancelled || !revision.aside)
        return std::nullopt;
    return as_planned_last(revision.occurrence, *revision.aside);
}

}  // namespace

plan::Occurrence as_planned_last(plan::Occurrence published, const plan::Aside& aside) {
    published.audience = aside.audience;
    published.owed_by = aside.owed_by;
    published.submit_to = aside.submit_to;
    return published;
}

std::vector<PlannedEvent> planned_events(const Board& board) {
    std::map<plan::OccurrenceId, plan::Occurrence> planned;
    for (auto& occurrence : board.occurrences(board.feed_window()))
        planned.emplace(occurrence.id, std::move(occurrence));
    std::vector<PlannedEvent> events;
    events.reserve(board.revisions().size());
    for (const auto& revision : board.revisions()) {
        const auto& id = revision.occurrence.id;
        PlannedEvent event{&revision, std::nullopt};
        if (auto found = planned.extract(id); !found.empty()) {
            event.planned = std::move(found.mapped());
            event.alarms = &board.alarms().at(id);
        } else {
            event.planned = past(revision);
        }
        events.push_back(std::move(event));
    }
    return events;
}

}  // namespace nhaclich::board
