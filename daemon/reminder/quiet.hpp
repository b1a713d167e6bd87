// Hours and days on which nothing is sent.
// In: an instant wanted, quiet hours, rest days. Out: the nearest instant allowed.
#pragma once

#include "calendar/working_days.hpp"
#include "calendar/zone.hpp"
#include "plan/reminding.hpp"
#include "reminder/sources.hpp"

#include <optional>

namespace nhaclich::reminder {

struct Rest {
    std::optional<plan::QuietHours> quiet;
    bool days_off = false;
    const calendar::WorkingDays& working_days;
    const calendar::Zone& zone;
};

/// The board's, for who chose nothing else.
Rest rest_of(const Sources& sources);

/// `wanted`, or the first instant after it that is allowed. Where days off are kept and no night
/// is set quiet, a working day begins at 07:00.
Instant allowed_from(Instant wanted, const Rest& rest);

/// `wanted`, or the last minute before it that is allowed; a working day ends at 17:00 likewise.
Instant allowed_until(Instant wanted, const Rest& rest);

}  // namespace nhaclich::reminder
