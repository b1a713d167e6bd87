#include "plan/kinds/deadline.hpp"

namespace nhaclich::plan {

std::vector<Occurrence> in_year(const Deadline& deadline, int year, const Placing& placing) {
    const auto nominal = calendar::day_in_year(deadline.date, year);
    if (!nominal) return {};
    const std::chrono::days one{1};
    const Day last_in_time = deadline.limit == Limit::before ? *nominal - one : *nominal;
    const Day due = placing.working_days.shifted(last_in_time, deadline.shift);
    auto occurrence =
        occurrence_of(deadline.head, Kind::deadline, *nominal, DayRange{due, due + one});
    occurrence.due = due;
    if (due != last_in_time)
        occurrence.shifted_from =
            ShiftedFrom{last_in_time, placing.working_days.day_off(last_in_time).value()};
    occurrence.limit = deadline.limit;
    occurrence.owed_by = deadline.owed_by;
    occurrence.submit_to = deadline.submit_to;
    return {std::move(occurrence)};
}

}  // namespace nhaclich::plan
