// Campaign: a span of days, the last one included ("từ ngày 15/11 đến ngày 15/12").
// In: first and last day as written, a year. Out: its occurrence.
#pragma once

#include "calendar/date_text.hpp"
#include "plan/entry_head.hpp"

namespace nhaclich::plan {

struct Campaign {
    EntryHead head;
    calendar::PlanDate from;
    calendar::PlanDate
        to;  ///< included; of the same sort as `from`; a yearly end before its start is next year's
    friend bool operator==(const Campaign&, const Campaign&) = default;
};

/// The occurrence that begins in `year`; nominal = its first day.
std::vector<Occurrence> in_year(const Campaign&, int year, const Placing&);

}  // namespace nhaclich::plan
