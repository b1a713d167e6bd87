// A part of the calendar somebody subscribes to.
// In: a group, kinds, a language. Out: a value that tells one subscription from another.
#pragma once

#include "base/strong_id.hpp"
#include "plan/kind.hpp"
#include "plan/words.hpp"

#include <compare>
#include <optional>
#include <set>

namespace nhaclich::board {

struct FeedChoice {
    std::optional<GroupId> group;  ///< nothing = the whole calendar
    std::set<plan::Kind> kinds;    ///< empty = all
    plan::Language language = plan::Language::vi;
    bool alarms = false;  ///< with the reminders of the plan as VALARM
    friend auto operator<=>(const FeedChoice&, const FeedChoice&) = default;
};

}  // namespace nhaclich::board
