#include "board/alarms.hpp"

#include "reminder/late.hpp"
#include "reminder/quiet.hpp"

#include <algorithm>
#include <set>

namespace nhaclich::board {

Ringing ringing(const plan::Occurrence& occurrence, std::span<const std::chrono::seconds> alarms,
                Day today, const calendar::Zone& zone) {
    constexpr std::chrono::months one{1};
    auto begins = month_of(plan::first_day(occurrence, zone)) - std::chrono::years{1};
    auto ends = month_of(plan::last_day(occurrence, zone)) + one;
    if (!alarms.empty()) {
        const Instant start = plan::start_of(occurrence, zone);
        begins = std::min(begins, month_of(zone.day_of(start + alarms.front())) - one);
        ends = std::max(ends, month_of(zone.day_of(start + alarms.back())) + one);
    }
    const auto this_month = month_of(today);
    if (this_month < begins) return {};
    const bool over = this_month >= ends;
    const Day since{std::chrono::local_days{(over ? ends : begins) / 1}};
    return {!over, zone.instant_of(since, LocalHour{})};
}

std::vector<std::chrono::seconds> alarms_at(const std::vector<Instant>& reminders, Instant start) {
    std::vector<std::chrono::seconds> all;
    all.reserve(reminders.size());
    for (const auto reminder : reminders) all.push_back(reminder - start);
    std::ranges::sort(all);
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}

void keep_nearest(std::vector<std::chrono::seconds>& alarms) {
    constexpr std::size_t at_most = 4;
    if (alarms.size() > at_most)
        alarms.erase(alarms.begin(), alarms.end() - std::ptrdiff_t{at_most});
}

std::vector<reminder::Slot> reminders_of(const plan::Occurrence& occurrence,
                                         const reminder::Sources& sources,
                                         const reminder::Records& records, const Allowed& allowed) {
    const Instant useful_until = reminder::useful_until(occurrence, sources);
    auto slots = reminder::slots_of(occurrence, sources, records);
    std::erase_if(slots, [&](reminder::Slot& slot) {
        if (slot.purpose != reminder::Purpose::reminder) return true;
        slot.due = allowed(slot.due);
        return slot.due >= useful_until;
    });
    return slots;
}

std::vector<reminder::Slot> reminders_of(const plan::Occurrence& occurrence,
                                         const reminder::Sources& sources) {
    const auto rest = reminder::rest_of(sources);
    return reminders_of(occurrence, sources, {},
                        [&](Instant due) { return reminder::allowed_from(due, rest); });
}

PlannedAlarms planned_alarms(const plan::Occurrence& occurrence, const reminder::Sources& sources,
                             Day today) {
    PlannedAlarms planned;
    planned.reminders = reminders_of(occurrence, sources);
    std::vector<Instant> dues;
    dues.reserve(planned.reminders.size());
    for (const auto& slot : planned.reminders) dues.push_back(slot.due);
    planned.alarms = alarms_at(dues, plan::start_of(occurrence, sources.zone));
    planned.rings = ringing(occurrence, planned.alarms, today, sources.zone);
    return planned;
}

std::string alarms_text(const std::vector<reminder::Slot>& reminders, Instant start) {
    std::set<std::string> lines;
    for (const auto& slot : reminders) {
        auto line = std::to_string((slot.due - start).count());
        for (const auto& group : slot.to) line += ' ' + group.str();
        lines.insert(std::move(line));
    }
    std::string text;
    for (const auto& line : lines) text += line + '\n';
    return text;
}

}  // namespace nhaclich::board
