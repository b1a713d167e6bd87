#include "plan/kinds/span_of_days.hpp"

namespace nhaclich::plan {

namespace {

using std::chrono::days;

/// How many days after `first` the span ends.
days length_from(Day first, const calendar::PlanDate& to, const Placing& placing) {
    // Yearly ends recur within a year, lunar ones within 385 days.
    constexpr days longest{400};
    const auto ends = calendar::days_of(to, {first, first + longest}, first, placing.working_days);
    return ends.empty() ? days{0} : ends.front() - first;
}

}  // namespace

Occurrence laid_span(const EntryHead& head, Kind kind, const std::optional<calendar::PlanDate>& to,
                     const Anchor& anchor, const Placing& placing) {
    const days length = to ? length_from(anchor.nominal, *to, placing) : days{0};
    const auto first = placed(head, anchor.day, anchor.nominal, placing);
    const auto last = placed(head, anchor.day + length, anchor.nominal + length, placing);
    const Day end = std::max(first.day, last.day) + days{1};
    auto occurrence = occurrence_of(head, kind, anchor.nominal, DayRange{first.day, end});
    occurrence.shifted_from = first.from ? first.from : last.from;
    return occurrence;
}

}  // namespace nhaclich::plan
