#include "reminder/schedule.hpp"

#include <algorithm>

namespace nhaclich::reminder {

namespace {

using std::chrono::days;

/// Farther than any rule or chase reaches (plan/rule.hpp, late.hpp), holidays between included.
constexpr days reach{800};

}  // namespace

Schedule::Schedule(const Sources& sources, const Records& records, const DueWindow& window)
    : sources_(sources), records_(records), window_(window), audience_(sources_, records_) {
    add_occurrences();
    add_digests();
    std::ranges::sort(slots_, {},
                      [](const Slot& s) { return std::tie(s.due, s.occurrence, s.rule); });
}

void Schedule::add_occurrences() {
    const DayRange near{sources_.zone.day_of(window_.after) - reach,
                        sources_.zone.day_of(window_.until) + reach};
    for (auto& occurrence : plan::occurrences(sources_.plan, near, sources_.placing())) {
        const auto before = slots_.size();
        for (auto& slot : slots_of(occurrence, sources_, records_)) {
            if (!window_.contains(slot.due)) continue;
            slot.occurrence = static_cast<std::int32_t>(occurrences_.size());
            slots_.push_back(std::move(slot));
        }
        if (slots_.size() > before) occurrences_.push_back(std::move(occurrence));
    }
}

void Schedule::add_digests() {
    const auto& reminding = sources_.reminding;
    const bool anybody = !reminding.weekly.empty() || !reminding.monthly.empty() ||
                         std::ranges::any_of(records_.preferences, [](const auto& chosen) {
                             return chosen.second.digest.has_value();
                         });
    if (!anybody) return;
    const Day last = sources_.zone.day_of(window_.until);
    for (Day day = sources_.zone.day_of(window_.after); day <= last; day += days{1}) {
        if (std::chrono::weekday(day) == std::chrono::Monday) add_digest(day, "weekly");
        if (ymd(day).day() == std::chrono::day{1}) add_digest(day, "monthly");
    }
}

void Schedule::add_digest(Day day, const char* rule) {
    const Instant due = sources_.zone.instant_of(day, sources_.reminding.digest_hour);
    if (window_.contains(due))
        slots_.push_back({due, rule, Purpose::digest, {}, std::nullopt, day, -1});
}

std::span<const Slot> Schedule::due_in(const DueWindow& window) const {
    const auto first = std::ranges::upper_bound(slots_, window.after, {}, &Slot::due);
    const auto end = std::ranges::upper_bound(slots_, window.until, {}, &Slot::due);
    if (first >= end) return {};
    return {first, end};
}

std::optional<Instant> Schedule::next_after(Instant now) const {
    const auto next = std::ranges::upper_bound(slots_, now, {}, &Slot::due);
    return next == slots_.end() ? std::nullopt : std::optional(next->due);
}

std::vector<const plan::Member*> Schedule::readers(const Slot& slot) {
    if (slot.purpose == Purpose::digest) return audience_.readers_of_digest(slot);
    return audience_.readers(slot, occurrence(slot));
}

}  // namespace nhaclich::reminder
