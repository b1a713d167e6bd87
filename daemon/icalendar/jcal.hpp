// An iCalendar object as jCal (RFC 7265).
// In: octets this room wrote. Out: JSON on one line; the same octets give the same.
#pragma once

#include <string>

namespace nhaclich::icalendar {

/// Throws std::logic_error for octets that are no iCalendar object.
std::string jcal(const std::string& octets);

}  // namespace nhaclich::icalendar
