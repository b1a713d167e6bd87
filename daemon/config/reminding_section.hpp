// Reads how a board reminds: [reminders] of the settings file, and the same keys of a deadline.
// In: a section. Out: values with defaults; groups noted as used.
#pragma once

#include "config/references.hpp"
#include "config/section.hpp"
#include "plan/reminding.hpp"

#include <optional>

namespace nhaclich::config {

plan::Reminding read_reminding(Section& section, References& references);

/// overdue = { nag = "every 2wd 08:00", escalate = ["truong-ban after 6wd"] }; nothing if absent.
std::optional<plan::Overdue> read_overdue(Section& section, References& references);

}  // namespace nhaclich::config
