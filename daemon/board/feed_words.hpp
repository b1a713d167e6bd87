// The feed's words of a language, taken from the catalogue.
// In: a language. Out: keys and days as words.
#pragma once

#include "icalendar/feed.hpp"

namespace nhaclich::board {

icalendar::FeedLanguage feed_language(plan::Language language, const calendar::Zone& zone);

}  // namespace nhaclich::board
