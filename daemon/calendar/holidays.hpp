// Days off and make-up working days: those of the law computed, those of an announcement as given.
// In: dates with names. Out: a value for WorkingDays to reckon with.
#pragma once

#include "calendar/statutory.hpp"

#include <map>

namespace nhaclich::calendar {

struct Holidays {
    std::map<Day, Holiday> off;
    std::map<Day, HolidayName> working;     ///< a Saturday or Sunday worked to make up → why
    std::map<int, Announcement> announced;  ///< by year; another year's holidays are a forecast
    std::optional<Statute> statute;         ///< nothing = only what is listed
    friend bool operator==(const Holidays&, const Holidays&) = default;
};

/// Adds the holidays of the law for that year; a day that is listed keeps its name.
void add_statutory(Holidays& holidays, int year);

/// Whether the year's holidays are only computed, because no announcement is known.
bool is_forecast(const Holidays& holidays, int year);

}  // namespace nhaclich::calendar
