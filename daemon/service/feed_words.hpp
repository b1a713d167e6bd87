// The feed's words, taken from the catalogue.
#pragma once

#include "icalendar/feed.hpp"
#include "message/catalogue.hpp"

namespace nhaclich::service {

icalendar::FeedWords feed_words(const message::Catalogue& words);

}  // namespace nhaclich::service
