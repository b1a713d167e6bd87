// What is answered anew for every visit: the pages of one person behind a secret address.
// In: a path below desk_path, and what was posted. Out: a page of its own.
#pragma once

#include "http/answer.hpp"

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <string>

namespace nhaclich::http {

/// Everything below holds a secret: it is kept out of the access log.
inline constexpr std::string_view desk_path = "/u/";

struct Visit {
    std::string path;             ///< decoded, without query
    bool posted = false;          ///< else read: nothing may be changed
    std::string form;             ///< what was posted, as it came
    bool from_elsewhere = false;  ///< a browser says that a page of another origin sent it
};

using Desk = std::function<boost::asio::awaitable<Prepared>(const Visit& visit)>;

}  // namespace nhaclich::http
