// The feed's words of a language, taken from the catalogue.
#pragma once

#include "icalendar/feed.hpp"

namespace nhaclich::board {

icalendar::FeedLanguage feed_language(plan::Language language);

}  // namespace nhaclich::board
