// Reads a holidays file: what the government announced, [[off]] days nobody works, [[working]] days
// made up on a weekend.
// In: the top of the file. Out: Holidays as listed; add_statutory() adds those of the law.
#pragma once

#include "calendar/holidays.hpp"
#include "config/section.hpp"

namespace nhaclich::config {

/// `usual_names` serve a file without [names].
calendar::Holidays read_holidays(Section& top, const calendar::StatutoryNames& usual_names);

}  // namespace nhaclich::config
