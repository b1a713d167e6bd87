#include "plan/kinds/span_of_days.hpp"

namespace nhaclich::plan {

std::optional<DayRange> span_from(const calendar::PlanDate& from, const calendar::PlanDate& to,
                                  int year) {
    const auto first = calendar::day_in_year(from, year);
    if (!first) return std::nullopt;
    auto last = calendar::day_in_year(to, year);
    if (!last || *last < *first) last = calendar::day_in_year(to, year + 1);
    if (!last || *last < *first) return std::nullopt;
    return DayRange{*first, *last + std::chrono::days{1}};
}

}  // namespace nhaclich::plan
