// A feed as jCal (RFC 7265), in its parts as icalendar/feed.hpp has them.
// In: the feed's head, revisions. Out: JSON on one line; the same revisions give the same.
#pragma once

#include "icalendar/feed.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace nhaclich::icalendar {

/// jcal_opening(…), a separate_jcal(…) and one jcal_event(…) a revision in their order,
/// jcal_closing: it says what feed_opening and event_block say.
std::string jcal_opening(const FeedHead&, const std::optional<DayRange>& timed);
std::string jcal_event(const FeedHead&, const FeedLanguage&, const plan::Revision&, const Own&);
inline constexpr std::string_view jcal_closing = "]]";
/// Makes room for another event behind what has been written of it.
void separate_jcal(std::string& octets);

}  // namespace nhaclich::icalendar
