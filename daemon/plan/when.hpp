// When an entry is due or held: on a date of its own, or some days after another entry.
// In: what the plan file says. Out: values for occurrences.
#pragma once

#include "base/strong_id.hpp"
#include "calendar/plan_date.hpp"

#include <map>
#include <optional>
#include <variant>

namespace nhaclich::plan {

/// Days after the effective day of each occurrence of another entry.
struct After {
    EntryId entry;
    int days = 0;  ///< 1 to 400
    bool working = true;
    bool from_receipt = false;  ///< from the day the last report came, once it is known

    /// "bao-cao-6-thang +3wd", "bao-cao-6-thang +10d". "after.format", "after.too-far",
    /// "id.format".
    static Result<After> parse(std::string_view text);
    friend bool operator==(const After&, const After&) = default;
};

using When = std::variant<calendar::PlanDate, After>;

/// The part of time in which an entry holds; all days included.
struct Validity {
    Day from = make_day(1900, 1, 1);  ///< where rules count their intervals from
    std::optional<Day> until;         ///< the last nominal day
    std::optional<int> count;         ///< that many occurrences from `from` on
    friend bool operator==(const Validity&, const Validity&) = default;
};

/// Where the plan puts a single occurrence instead of its nominal day.
struct Move {
    Day to;
    std::optional<LocalHour> at;  ///< meetings: another hour too
    friend bool operator==(const Move&, const Move&) = default;
};

}  // namespace nhaclich::plan
