// An occurrence as a VEVENT.
// In: a revision and the feed's head. Out: a component with its properties.
#pragma once

#include "icalendar/feed.hpp"
#include "icalendar/ical.hpp"

namespace nhaclich::icalendar {

Component event(const FeedHead&, const FeedLanguage&, const plan::Revision&);

}  // namespace nhaclich::icalendar
