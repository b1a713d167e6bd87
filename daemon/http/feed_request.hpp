// A subscription's address as a choice: /calendar.ics, /calendar/GROUP.ics, ?kind=, ?lang=,
// ?alarms=. In: a path, a query, the board's groups. Out: a FeedChoice.
#pragma once

#include "board/feed_choice.hpp"
#include "http/request.hpp"

namespace nhaclich::plan {
struct People;
}

namespace nhaclich::http {

enum class NoFeed {
    elsewhere,  ///< no address of a calendar
    wrong,      ///< a group there is not or a query nobody understands: never an empty calendar
};

/// `extension`: ".ics". `usual` is the language of a calendar that names none.
tl::expected<board::FeedChoice, NoFeed> feed_choice(const Request& request,
                                                    std::string_view extension,
                                                    const plan::People& people,
                                                    plan::Language usual);

/// Of a single event, which no other key chooses.
tl::expected<plan::Language, NoFeed> event_language(const Query& query, plan::Language usual);

}  // namespace nhaclich::http
