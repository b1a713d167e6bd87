// The weekly rest days of Vietnamese offices.
// In: a day. Out: whether it is one of them.
#pragma once

#include "base/instant.hpp"

namespace nhaclich::calendar {

/// Saturday or Sunday (Decision 188/1999/QĐ-TTg: forty hours in five days).
inline bool is_weekend(Day day) {
    const std::chrono::weekday weekday{day};
    return weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
}

}  // namespace nhaclich::calendar
