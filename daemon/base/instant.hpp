// Time in this program: Day (a date, no zone), LocalHour (a wall clock time of day), Instant (UTC
// seconds). In: ISO 8601 text. Out: the values, half-open ranges of them, and their ISO 8601 text.
#pragma once

#include "base/error.hpp"

#include <chrono>
#include <compare>
#include <string>
#include <string_view>

namespace nhaclich {

/// A civil date. It becomes an Instant only through a Zone (calendar/zone.hpp).
using Day = std::chrono::local_days;
/// A point in time, whole seconds of UTC.
using Instant = std::chrono::sys_seconds;

/// Wall clock time of day, 00:00 to 23:59.
class LocalHour {
  public:
    constexpr LocalHour() = default;
    /// "HH:MM" with two digits each; anything else is an error ("hour.format", "hour.range").
    static Result<LocalHour> parse(std::string_view text);
    /// hour 0–23, minute 0–59; out of range is a bug of the caller.
    static constexpr LocalHour at(int hour, int minute) {
        return LocalHour(std::chrono::minutes{hour * 60 + minute});
    }
    constexpr std::chrono::minutes since_midnight() const { return since_midnight_; }
    std::string text() const;  ///< "08:00"
    friend constexpr auto operator<=>(const LocalHour&, const LocalHour&) = default;

  private:
    explicit constexpr LocalHour(std::chrono::minutes m) : since_midnight_(m) {}
    std::chrono::minutes since_midnight_{0};
};

/// Days from `first` up to but not including `end`.
struct DayRange {
    Day first;
    Day end;
    bool contains(Day day) const { return first <= day && day < end; }
    friend auto operator<=>(const DayRange&, const DayRange&) = default;
};

/// Instants after `after` up to and including `until`: what fell due since the last look.
struct DueWindow {
    Instant after;
    Instant until;
    bool contains(Instant t) const { return after < t && t <= until; }
};

Day make_day(int year, unsigned month, unsigned day);  ///< must exist: checked by the caller
std::chrono::year_month_day ymd(Day day);
int year_of(Day day);
std::chrono::year_month month_of(Day day);

std::string iso(Day day);                          ///< "2026-11-24"
std::string iso(Instant instant);                  ///< "2026-11-24T01:00:00Z"
Result<Day> parse_iso_day(std::string_view text);  ///< "2026-11-24" ("date.iso")
Result<Instant> parse_iso_instant(
    std::string_view text);  ///< "2026-11-24T01:00:00Z" ("instant.iso")

}  // namespace nhaclich
