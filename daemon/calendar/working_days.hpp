// Which days offices work, and counting by them: Monday to Friday, less days off, plus make-up
// days. In: Holidays. Out: answers about single days, shifted days and working-day offsets.
#pragma once

#include "base/instant.hpp"
#include "calendar/holidays.hpp"

#include <optional>

namespace nhaclich::calendar {

/// Where a day off moves a due day to.
enum class Shift { earlier, later, keep };

/// Why a day is not worked: the weekend or a named holiday.
struct DayOff {
    bool weekend = false;
    HolidayName holiday;  ///< empty when it is only the weekend
    friend bool operator==(const DayOff&, const DayOff&) = default;
};

class WorkingDays {
  public:
    explicit WorkingDays(Holidays holidays) : holidays_(std::move(holidays)) {}

    bool is_working(Day day) const { return !day_off(day).has_value(); }
    std::optional<DayOff> day_off(Day day) const;
    /// `day` itself if worked or `keep`, else the nearest working day before or after it.
    Day shifted(Day day, Shift shift) const;
    /// The n-th working day after (n > 0) or before (n < 0) `day`; n = 0 gives `day` unchanged.
    Day plus(Day day, int n) const;

  private:
    Holidays holidays_;
};

}  // namespace nhaclich::calendar
