// When to remind before or after an occurrence: "-7d 08:00", "-5wd 08:00", "-2h", "0d 07:00", "+1wd
// 08:00". In: the text, optionally naming groups ("-30d 08:00 thuong-truc"). Out: a Rule and its
// due instant.
#pragma once

#include "base/instant.hpp"
#include "base/strong_id.hpp"
#include "calendar/working_days.hpp"
#include "calendar/zone.hpp"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace nhaclich::plan {

/// A number of days from the day of the occurrence, at a local wall clock hour (SPEC: never minutes
/// before midnight).
struct DayOffset {
    int days = 0;
    bool working = false;  ///< count working days
    LocalHour hour;
    friend auto operator<=>(const DayOffset&, const DayOffset&) = default;
};

/// Minutes before the start of a timed occurrence ("-2h", "-30m").
struct TimeOffset {
    std::chrono::minutes before{0};
    friend auto operator<=>(const TimeOffset&, const TimeOffset&) = default;
};

struct Rule {
    std::variant<DayOffset, TimeOffset> offset;
    std::vector<GroupId> to;  ///< empty = everybody concerned

    /// "rule.format", "rule.hour-missing", "rule.after-start" ("+2h"), "rule.too-far" (more than
    /// 400 days), "hour.*", "id.format".
    static Result<Rule> parse(std::string_view text);
    /// Canonical text of the offset without the groups: the rule's part in a delivery's identity.
    std::string key() const;
    friend bool operator==(const Rule&, const Rule&) = default;
};

}  // namespace nhaclich::plan
