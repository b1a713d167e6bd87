// When a phone rings for an occurrence.
// In: the instants of its reminders. Out: alarms from its start on.
#pragma once

#include "base/instant.hpp"

#include <chrono>
#include <vector>

namespace nhaclich::board {

/// The farthest first, each once; the four nearest at most: a phone that rings too often is muted.
std::vector<std::chrono::seconds> alarms_at(const std::vector<Instant>& reminders, Instant start);

}  // namespace nhaclich::board
