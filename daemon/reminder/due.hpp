// Which reminders fall due when.
// In: sources and a window. Out: deliveries, and the next instant at which anything falls due.
#pragma once

#include "reminder/delivery.hpp"
#include "reminder/sources.hpp"

#include <optional>
#include <vector>

namespace nhaclich::reminder {

/// Every delivery due in the window, useful or not, each key once; ordered by due instant, then
/// key. One recipient by one channel is one delivery; a member no channel reaches has none.
std::vector<Delivery> deliveries(const Sources&, const DueWindow&);

/// The occurrence's own rules, or the board's default rules of its kind; valid while both arguments
/// live.
const std::vector<plan::Rule>& rules_of(const plan::Occurrence& occurrence, const Sources& sources);

/// The first instant after `now` at which a delivery falls due, if one does within a year.
std::optional<Instant> next_due(const Sources&, Instant now);

}  // namespace nhaclich::reminder
