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

/// Later than every stamp that any calendar showed of it.
Instant next_stamp(const Revision& before, const Edit& edit) {
    constexpr std::chrono::seconds one{1};
    auto last = before.last_modified;
    if (before.aside) last = std::max(last, before.aside->alarms_changed);
    return std::max(edit.at, last + one);
}

/// Published before, and now so.
Revision succeeding(const Revision& before, Occurrence now, const Edit& edit) {
    auto after = before;
    after.wording = edit.wording(now);
    const bool same_words = before.wording.empty() || before.wording == after.wording;
    if (same_words && before.occurrence == now) return after;
    if (!same_schedule(before.occurrence, now)) ++after.sequence;
    after.last_modified = next_stamp(before, edit);
    after.occurrence = std::move(now);
    return after;
}

Revision first(Occurrence occurrence, const Edit& edit) {
    auto wording = edit.wording(occurrence);
    return {std::move(occurrence), 0, edit.at, edit.at, std::move(wording)};
}

Aside aside_of(const Occurrence& planned, const Revision* before, const Edit& edit) {
    auto alarms = edit.alarms(planned);
    Aside now{planned.audience, planned.owed_by, planned.submit_to, std::move(alarms.text),
              edit.at};
    if (before == nullptr) return now;
    const auto& was = before->aside;
    if (was && was->alarms != now.alarms)
        now.alarms_changed = std::max(next_stamp(*before, edit), alarms.since);
    else
        now.alarms_changed = was ? was->alarms_changed : before->last_modified;
    return now;
}

Revision revision_of(const Occurrence& planned, const Revision* before, const Edit& edit) {
    auto now =
        before == nullptr ? first(shown(planned), edit) : succeeding(*before, shown(planned), edit);
    now.aside = aside_of(planned, before, edit);
    return now;
}

bool is_over_for_long(const Occurrence& occurrence, const Edit& edit) {
    return last_day(occurrence, edit.zone) < edit.cancelled_since;
}

bool is_struck_for_long(const Occurrence& occurrence, const Edit& edit) {
    return occurrence.status == Status::cancelled && is_over_for_long(occurrence, edit);
}

/// Not in the plan any more. What was over then did take place: next year's plan in the place of
/// this year's strikes nothing of what has been.
Revision gone(const Revision& before, const Edit& edit) {
    const bool over = last_day(before.occurrence, edit.zone) < edit.today;
    auto now = succeeding(before, over ? before.occurrence : cancelled(before.occurrence), edit);
    if (now.aside && !now.aside->alarms.empty()) {
        now.aside->alarms.clear();
        now.aside->alarms_changed = next_stamp(before, edit);
    }
    return now;
}

}  // namespace

Revisions revised(const std::vector<Revision>& published, const Edit& edit) {
    std::map<OccurrenceId, const Revision*> before;
    for (const auto& revision : published) before[revision.occurrence.id] = &revision;

    Revisions result;
    result.shown.reserve(edit.planned.size());
    for (const auto& planned : edit.planned) {
        const auto known = before.extract(planned.id);
        auto revision = revision_of(planned, known.empty() ? nullptr : known.mapped(), edit);
        const bool past = is_struck_for_long(revision.occurrence, edit);
        (past ? result.past : result.shown).push_back(std::move(revision));
    }
    for (const auto& [id, old] : before) {
        if (touches(old->occurrence, edit.window, edit.zone) &&
            !is_over_for_long(old->occurrence, edit))
            result.shown.push_back(gone(*old, edit));
        else if (touches(old->occurrence, remembered(edit.window), edit.zone))
            result.past.push_back(*old);
    }
    std::ranges::sort(result.shown, {}, [&](const Revision& r) {
        return std::tuple(first_day(r.occurrence, edit.zone), r.occurrence.id);
    });
    return result;
}

}  // namespace nhaclich::plan
