// The five kinds of entries, as a closed set.
// In: a kind. Out: its name in files and JSON.
#pragma once

#include <string_view>

namespace nhaclich::plan {

enum class Kind { observance, campaign, deadline, meeting, task };

/// "observance", "campaign", "deadline", "meeting", "task".
std::string_view code(Kind kind);

}  // namespace nhaclich::plan
