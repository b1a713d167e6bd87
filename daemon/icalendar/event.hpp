// An occurrence as a VEVENT.
#pragma once

#include "icalendar/feed.hpp"
#include "icalendar/ical.hpp"

namespace nhaclich::icalendar {

Component event(const FeedHead&, const FeedLanguage&, const plan::Revision&);

}  // namespace nhaclich::icalendar
