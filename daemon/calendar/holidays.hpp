// Days off and make-up working days, as the holidays file lists them.
// In: dates with names. Out: a value for WorkingDays to reckon with.
#pragma once

#include "base/instant.hpp"
#include "base/text.hpp"

#include <map>

namespace nhaclich::calendar {

struct Holidays {
    std::map<Day, Line> off;      ///< day → why nobody works ("Tết Dương lịch")
    std::map<Day, Line> working;  ///< a Saturday or Sunday worked to make up → why
    friend bool operator==(const Holidays&, const Holidays&) = default;
};

}  // namespace nhaclich::calendar
