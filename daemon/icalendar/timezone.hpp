// A VTIMEZONE for the zone of timed events (RFC 5545 3.6.5).
// In: a zone and the days it is needed for. Out: a component.
#pragma once

#include "base/instant.hpp"
#include "calendar/zone.hpp"
#include "icalendar/ical.hpp"

namespace nhaclich::icalendar {

/// Every change of offset between the days, each as an observance of its own, and the offset that
/// holds before them: right for any zone without guessing rules. A zone without changes has one
/// STANDARD from 1970 on.
Component timezone(const calendar::Zone& zone, const DayRange& days);

/// Whether the wall clock shows this time twice, because it is set back within hours.
bool repeats(const calendar::Zone& zone, Instant instant);

}  // namespace nhaclich::icalendar
