// Reads a holidays file: [[off]] days nobody works, [[working]] days made up on a weekend.
// In: the top of the file.
// Out: Holidays; every date has its year, for the government names them yearly.
#pragma once

#include "calendar/holidays.hpp"
#include "config/section.hpp"

namespace nhaclich::config {

calendar::Holidays read_holidays(Section& top);

}  // namespace nhaclich::config
