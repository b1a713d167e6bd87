#include "plan/kinds/observance.hpp"

namespace nhaclich::plan {

std::vector<Occurrence> in_year(const Observance& observance, int year, const Placing&) {
    const auto day = calendar::day_in_year(observance.on, year);
    if (!day) return {};
    const DayRange whole_day{*day, *day + std::chrono::days{1}};
    return {occurrence_of(observance.head, Kind::observance, *day, whole_day)};
}

}  // namespace nhaclich::plan
