// How the days of a plan lie in a year, beside the year before.
// In: plan, year, working days. Out: a row for every occurrence.
#pragma once

#include "plan/plan.hpp"

#include <optional>
#include <vector>

namespace nhaclich::plan {

struct YearRow {
    Occurrence occurrence;
    Day day;                              ///< on which the plan's words put it
    std::optional<Day> last_year;         ///< the same occurrence a year before
    std::optional<calendar::DayOff> off;  ///< why that day is no working day
    /// From the first day of the lunar year, Tết, negative before it; nothing if more than
    /// near_tet away.
    std::optional<int> days_to_tet;
    bool one_of_many = false;  ///< its entry comes more than four times a year
    bool other_weekday() const;
};

constexpr int near_tet = 10;  ///< days

/// Of the year, ordered by day. Cancelled ones are left out.
std::vector<YearRow> year_change(const Plan& plan, int year, const Placing& placing);

}  // namespace nhaclich::plan
