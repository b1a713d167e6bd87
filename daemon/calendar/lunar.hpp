// The Vietnamese lunar calendar: days of UTC+7, months from new moons, leap months by solar terms.
// In: a Day or a lunar date of the lunar years 1900 to 2199. Out: the other one.
#pragma once

#include "base/error.hpp"
#include "base/instant.hpp"

#include <optional>
#include <vector>

namespace nhaclich::calendar {

struct LunarDate {
    int year = 0;
    unsigned month = 0;  ///< 1 to 12
    unsigned day = 0;    ///< 1 to 30
    bool leap = false;   ///< in the repeated month ("nhuận")
    friend auto operator<=>(const LunarDate&, const LunarDate&) = default;
};

struct LunarMonth {
    unsigned number = 0;  ///< 1 to 12
    bool leap = false;
    DayRange days;  ///< 29 or 30
};

/// The 12 or 13 months from one Tết to the next. Worked out once, asked often.
class LunarYear {
  public:
    /// The lunar year that begins in the Gregorian `year`, 1900 to 2199; elsewhere "lunar.range".
    static Result<LunarYear> of(int year);

    int year() const { return year_; }
    const std::vector<LunarMonth>& months() const { return months_; }
    DayRange days() const { return {months_.front().days.first, months_.back().days.end}; }
    /// Nothing for a day of another lunar year.
    std::optional<LunarDate> date_of(Day day) const;
    /// Nothing if the year has no such month or the month no such day.
    std::optional<Day> day_of(unsigned month, unsigned day, bool leap = false) const;
    /// The day on which a yearly lunar date is kept: in the regular month, and the 30th of a month
    /// of 29 days on its last day. `month` 1 to 12, `day` 1 to 30.
    Day anniversary(unsigned month, unsigned day) const;

  private:
    LunarYear(int year, std::vector<LunarMonth> months) : year_(year), months_(std::move(months)) {}
    int year_;
    std::vector<LunarMonth> months_;
};

Result<LunarDate> lunar_date(Day day);  ///< "lunar.range"

/// "lunar.range"; "lunar.no-such-day": no such month or day in that year, or a leap month the year
/// does not have.
Result<Day> solar_day(const LunarDate& date);

}  // namespace nhaclich::calendar
