// An occurrence as a VEVENT.
// In: a revision, the feed's head, what the reader's own calendar adds. Out: a component with its
// properties.
#pragma once

#include "icalendar/feed.hpp"
#include "icalendar/ical.hpp"

namespace nhaclich::icalendar {

/// Everything of the event that is words.
std::string words_of(const FeedHead&, const FeedLanguage&, const plan::Occurrence&);

Component event(const FeedHead&, const FeedLanguage&, const plan::Revision&, const Own&);

}  // namespace nhaclich::icalendar
