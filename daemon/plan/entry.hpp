// A line of the plan: one of the five kinds.
// In: any kind. Out: what all kinds have, and which one it is.
#pragma once

#include "plan/kinds/campaign.hpp"
#include "plan/kinds/deadline.hpp"
#include "plan/kinds/meeting.hpp"
#include "plan/kinds/observance.hpp"
#include "plan/kinds/task.hpp"

#include <variant>

namespace nhaclich::plan {

using Entry = std::variant<Observance, Campaign, Deadline, Meeting, Task>;

const EntryHead& head(const Entry& entry);
Kind kind(const Entry& entry);
/// Nothing for a meeting or task whose date the document leaves open.
std::optional<When> when(const Entry& entry);
/// The occurrence for an anchor of `when`.
Occurrence laid(const Entry& entry, const Anchor& anchor, const Placing& placing);

}  // namespace nhaclich::plan
