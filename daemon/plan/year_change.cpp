#include "plan/year_change.hpp"

#include "calendar/lunar.hpp"
#include "plan/occurrences.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>

namespace nhaclich::plan {

namespace {

using ByEntry = std::map<EntryId, std::vector<Occurrence>>;

ByEntry by_entry(const Plan& plan, int year, const Placing& placing) {
    const DayRange range{make_day(year, 1, 1), make_day(year + 1, 1, 1)};
    ByEntry all;
    for (auto& occurrence : occurrences(plan, range, placing)) {
        const bool begins_here = range.first <= occurrence.id.nominal;
        if (begins_here && occurrence.status != Status::cancelled)
            all[occurrence.id.entry].push_back(std::move(occurrence));
    }
    return all;
}

std::optional<int> days_to_tet(Day day) {
    const auto lunar_year = calendar::LunarYear::of(year_of(day));
    if (!lunar_year) return std::nullopt;  // 2200 and later
    const auto days = static_cast<int>((day - lunar_year->days().first).count());
    return std::abs(days) <= near_tet ? std::optional(days) : std::nullopt;
}

/// The day that counts, before days off moved it.
Day planned_day(const Occurrence& occurrence, const Placing& placing) {
    const auto& from = occurrence.shifted_from;
    return from ? from->day : effective_day(occurrence, placing.zone);
}

std::chrono::weekday weekday_of(Day day) { return std::chrono::weekday{day}; }

}  // namespace

bool YearRow::other_weekday() const {
    return last_year && weekday_of(*last_year) != weekday_of(day);
}

std::vector<YearRow> year_change(const Plan& plan, int year, const Placing& placing) {
    constexpr std::size_t few = 4;
    auto now = by_entry(plan, year, placing);
    const auto before = by_entry(plan, year - 1, placing);
    std::vector<YearRow> rows;
    for (auto& [id, occurrences] : now) {
        const auto earlier = before.find(id);
        const bool paired = earlier != before.end() && earlier->second.size() == occurrences.size();
        for (std::size_t i = 0; i < occurrences.size(); ++i) {
            const auto day = planned_day(occurrences[i], placing);
            rows.push_back(
                {occurrences[i], day,
                 paired ? std::optional(planned_day(earlier->second[i], placing)) : std::nullopt,
                 placing.working_days.day_off(day), days_to_tet(day), occurrences.size() > few});
        }
    }
    std::ranges::stable_sort(rows, {}, &YearRow::day);
    return rows;
}

}  // namespace nhaclich::plan
