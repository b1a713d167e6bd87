#include "board/alarms.hpp"

#include <algorithm>
#include <set>

namespace nhaclich::board {

namespace {

std::chrono::year_month month_of(Day day) {
    const auto date = ymd(day);
    return date.year() / date.month();
}

}  // namespace

Ringing ringing(const plan::Occurrence& occurrence, Day today, const calendar::Zone& zone) {
    const auto begins = month_of(plan::first_day(occurrence, zone)) - std::chrono::years{1};
    const auto ends = month_of(plan::last_day(occurrence, zone)) + std::chrono::months{1};
    const auto this_month = month_of(today);
    if (this_month < begins) return {};
    const bool over = this_month >= ends;
    const Day since{std::chrono::local_days{(over ? ends : begins) / 1}};
    return {!over, zone.instant_of(since, LocalHour{})};
}

std::vector<std::chrono::seconds> alarms_at(const std::vector<Instant>& reminders, Instant start) {
    constexpr std::size_t at_most = 4;
    std::vector<std::chrono::seconds> all;
    all.reserve(reminders.size());
    for (const auto reminder : reminders) all.push_back(reminder - start);
    std::ranges::sort(all);
    all.erase(std::unique(all.begin(), all.end()), all.end());
    if (all.size() > at_most) all.erase(all.begin(), all.end() - std::ptrdiff_t{at_most});
    return all;
}

std::vector<reminder::Slot> reminders_of(const plan::Occurrence& occurrence,
                                         const reminder::Sources& sources,
                                         const reminder::Records& records) {
    auto slots = reminder::slots_of(occurrence, sources, records);
    std::erase_if(slots, [](const reminder::Slot& slot) {
        return slot.purpose != reminder::Purpose::reminder;
    });
    return slots;
}

std::string alarms_text(const plan::Occurrence& occurrence, const reminder::Sources& sources) {
    const Instant start = plan::start_of(occurrence, sources.zone);
    std::set<std::string> lines;
    for (const auto& slot : reminders_of(occurrence, sources, {})) {
        auto line = std::to_string((slot.due - start).count());
        for (const auto& group : slot.to) line += ' ' + group.str();
        lines.insert(std::move(line));
    }
    std::string text;
    for (const auto& line : lines) text += line + '\n';
    return text;
}

}  // namespace nhaclich::board
