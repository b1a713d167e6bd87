#include "board/alarms.hpp"

#include <algorithm>

namespace nhaclich::board {

std::vector<std::chrono::seconds> alarms_at(const std::vector<Instant>& reminders, Instant start) {
    constexpr std::size_t at_most = 4;
    std::vector<std::chrono::seconds> all;
    all.reserve(reminders.size());
    for (const auto reminder : reminders) all.push_back(reminder - start);
    std::ranges::sort(all);
    all.erase(std::unique(all.begin(), all.end()), all.end());
    if (all.size() > at_most) all.erase(all.begin(), all.end() - std::ptrdiff_t{at_most});
    return all;
}

}  // namespace nhaclich::board
