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

/// What stands as LOCATION: a meeting without a place is held where its link leads.
const Line& location(const Occurrence& occurrence) {
    return occurrence.place.empty() ? occurrence.link : occurrence.place;
}

bool same_schedule(const Occurrence& a, const Occurrence& b) {
    return a.span == b.span && a.status == b.status && location(a) == location(b);
}

bool touches(const Occurrence& occurrence, const DayRange& days, const calendar::Zone& zone) {
    return first_day(occurrence, zone) < days.end && last_day(occurrence, zone) >= days.first;
}

DayRange remembered(const DayRange& window) {
    constexpr std::chrono::days five_years{1827};
    return {window.first - five_years, window.end + five_years};
}

Occurrence cancelled(Occurrence occurrence) {
    occurrence.status = Status::cancelled;
    return occurrence;
}

/// Published before, and now so.
Revision succeeding(const Revision& before, Occurrence now, const Edit& edit) {
    constexpr std::chrono::seconds one{1};
    Revision after = before;
    after.wording = edit.wording(now);
    const bool same_words = before.wording.empty() || before.wording == after.wording;
    if (same_words && before.occurrence == now) return after;
    if (!same_schedule(before.occurrence, now)) ++after.sequence;
    after.last_modified = std::max(edit.at, before.last_modified + one);
    after.occurrence = std::move(now);
    return after;
}

Revision first(Occurrence occurrence, const Edit& edit) {
    auto wording = edit.wording(occurrence);
    return {std::move(occurrence), 0, edit.at, edit.at, std::move(wording)};
}

}  // namespace

Revisions revised(const std::vector<Revision>& published, const Edit& edit) {
    std::map<OccurrenceId, const Revision*> before;
    for (const auto& revision : published) before[revision.occurrence.id] = &revision;

    Revisions result;
    result.shown.reserve(edit.planned.size());
    for (const auto& planned : edit.planned) {
        auto occurrence = shown(planned);
        const auto known = before.find(planned.id);
        if (known == before.end()) {
            result.shown.push_back(first(std::move(occurrence), edit));
            continue;
        }
        result.shown.push_back(succeeding(*known->second, std::move(occurrence), edit));
        before.erase(known);
    }
    for (const auto& [id, old] : before) {
        if (touches(old->occurrence, edit.window, edit.zone))
            result.shown.push_back(succeeding(*old, cancelled(old->occurrence), edit));
        else if (touches(old->occurrence, remembered(edit.window), edit.zone))
            result.past.push_back(*old);
    }
    std::ranges::sort(result.shown, {}, [&](const Revision& r) {
        return std::tuple(first_day(r.occurrence, edit.zone), r.occurrence.id);
    });
    return result;
}

}  // namespace nhaclich::plan
