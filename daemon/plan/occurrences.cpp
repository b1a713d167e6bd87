#include "plan/occurrences.hpp"

#include <algorithm>

namespace nhaclich::plan {

namespace {

std::vector<Occurrence> in_year_of(const Entry& entry, int year, const Placing& placing) {
    return std::visit([&](const auto& e) { return in_year(e, year, placing); }, entry);
}

bool touches(const Occurrence& occurrence, const DayRange& range, const calendar::Zone& zone) {
    return first_day(occurrence, zone) < range.end && last_day(occurrence, zone) >= range.first;
}

}  // namespace

std::vector<Occurrence> occurrences(const Plan& plan, const DayRange& range,
                                    const Placing& placing) {
    std::vector<Occurrence> result;
    // One year of margin each side: a span may begin the year before, and a due day may be moved
    // over New Year.
    const int first_year = std::max(year_of(range.first) - 1, plan.year);
    const int last_year = year_of(range.end) + 1;
    for (const auto& entry : plan.entries)
        for (int year = first_year; year <= last_year; ++year)
            for (auto& occurrence : in_year_of(entry, year, placing))
                if (touches(occurrence, range, placing.zone))
                    result.push_back(std::move(occurrence));
    std::ranges::sort(result, {}, [&](const Occurrence& o) {
        return std::tuple(start_of(o, placing.zone), end_of(o, placing.zone), o.id);
    });
    return result;
}

std::optional<Occurrence> find_occurrence(const Plan& plan, const OccurrenceId& id,
                                          const Placing& placing) {
    const auto entry =
        std::ranges::find(plan.entries, id.entry, [](const Entry& e) { return head(e).id; });
    const int year = year_of(id.nominal);
    if (entry == plan.entries.end() || year < plan.year) return std::nullopt;
    for (auto& occurrence : in_year_of(*entry, year, placing))
        if (occurrence.id == id) return std::move(occurrence);
    return std::nullopt;
}

}  // namespace nhaclich::plan
