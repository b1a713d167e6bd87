#include "plan/changes.hpp"

#include <algorithm>
#include <map>

namespace nhaclich::plan {

namespace {

/// Only what the feed shows: a change of rules or duties is none of the feed's.
Occurrence shown(Occurrence occurrence) {
    occurrence.audience.clear();
    occurrence.owed_by.clear();
    occurrence.submit_to.clear();
    occurrence.remind.reset();
    occurrence.summary.reset();
    occurrence.overdue.reset();
    return occurrence;
}

bool same_schedule(const Occurrence& a, const Occurrence& b) {
    return a.span == b.span && a.status == b.status && a.place == b.place;
}

Revision changed(const Revision& before, Occurrence now, Instant edited_at) {
    constexpr std::chrono::seconds one{1};
    Revision after = before;
    if (!same_schedule(before.occurrence, now)) ++after.sequence;
    after.last_modified = std::max(edited_at, before.last_modified + one);
    after.occurrence = std::move(now);
    return after;
}

bool in_window(const Occurrence& occurrence, const DayRange& window) {
    const auto day =
        occurrence.all_day() ? std::get<DayRange>(occurrence.span).first : occurrence.id.nominal;
    return window.contains(day);
}

Occurrence cancelled(Occurrence occurrence) {
    occurrence.status = Status::cancelled;
    return occurrence;
}

}  // namespace

std::vector<Revision> revised(const std::vector<Revision>& published,
                              const std::vector<Occurrence>& now_planned, const DayRange& window,
                              Instant edited_at) {
    std::map<OccurrenceId, const Revision*> before;
    for (const auto& revision : published) before[revision.occurrence.id] = &revision;

    std::vector<Revision> result;
    for (const auto& planned : now_planned) {
        auto occurrence = shown(planned);
        const auto known = before.find(planned.id);
        if (known == before.end()) {
            result.push_back({std::move(occurrence), 0, edited_at, edited_at});
            continue;
        }
        const Revision& old = *known->second;
        result.push_back(
            old.occurrence == occurrence ? old : changed(old, std::move(occurrence), edited_at));
        before.erase(known);
    }
    for (const auto& [id, old] : before) {
        if (!in_window(old->occurrence, window)) continue;
        result.push_back(old->occurrence.status == Status::cancelled
                             ? *old
                             : changed(*old, cancelled(old->occurrence), edited_at));
    }
    const auto order = [](const Revision& r) {
        const auto& span = r.occurrence.span;
        const Day day =
            r.occurrence.all_day() ? std::get<DayRange>(span).first : r.occurrence.id.nominal;
        return std::tuple(day, r.occurrence.id);
    };
    std::ranges::sort(result, {}, order);
    return result;
}

}  // namespace nhaclich::plan
