// Days written as "from … to …", the last one included: shared by campaigns and tasks.
// In: the anchor of the first day, the last day as written. Out: the occurrence.
#pragma once

#include "plan/entry_head.hpp"

#include <optional>

namespace nhaclich::plan {

/// From the anchor's day to the first day `to` names on or after it; without `to` that one day.
/// Moved, it keeps its length; a day off at either end is shifted as the entry says.
Occurrence laid_span(const EntryHead& head, Kind kind, const std::optional<calendar::PlanDate>& to,
                     const Anchor& anchor, const Placing& placing);

}  // namespace nhaclich::plan
