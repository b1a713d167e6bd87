// The page people open before they subscribe: whose calendar, what comes next, how to get it.
// In: names, occurrences, the public address. Out: one HTML page in one language, without script.
#pragma once

#include "http/pages/upcoming.hpp"

#include <string>

namespace nhaclich::http {

struct HomeInput {
    plan::Title board;
    plan::Title calendar;
    plan::Title plan;
    std::string base_url;
    std::vector<plan::Occurrence> occurrences;  ///< of the year to come
    Reader reader;
};

std::string home_page(const HomeInput& input);

}  // namespace nhaclich::http
