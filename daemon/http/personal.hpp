// The calendars of single people behind secret addresses: /m/TOKEN/calendar.ics.
// In: a request for a path below personal_path. Out: a calendar, or the status that refuses.
#pragma once

#include "http/shelf.hpp"
#include "http/token.hpp"

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <memory>

namespace nhaclich::http {

/// Both empty = there are none: 404. The request holds until the answer is there.
struct PersonalFeeds {
    /// What is at hand and needs no waiting; nullptr = ask find(). May be empty.
    std::function<std::shared_ptr<const Resource>(const Request& request)> at_hand = {};
    /// 404 for a token nobody was given, 410 for one taken back, 400 for a query nobody
    /// understands, 503 while the store does not answer.
    std::function<boost::asio::awaitable<Found>(const Request& request)> find = {};
};

}  // namespace nhaclich::http
