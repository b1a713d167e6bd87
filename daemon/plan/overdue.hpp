// What happens when a deadline has passed and reports are missing: nagging, and whom to turn to.
// In: "every 2wd 08:00", "pho-truong-ban after 3wd". Out: values; reminder/ lays them on the
// calendar.
#pragma once

#include "base/instant.hpp"
#include "base/strong_id.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nhaclich::plan {

/// Whoever still owes is told again and again, so many days after the due day and each time after.
struct Nag {
    int every = 1;  ///< 1 to 30
    bool working = true;
    LocalHour hour;

    /// "every 2wd 08:00", "every 1d 08:00". "nag.format", "nag.range", "hour.*".
    static Result<Nag> parse(std::string_view text);
    std::string text() const;
    friend bool operator==(const Nag&, const Nag&) = default;
};

/// Somebody further up is told once, while a report is missing so many days after the due day.
struct Escalation {
    GroupId to;
    int after = 1;  ///< 1 to 60
    bool working = true;
    LocalHour hour = LocalHour::at(8, 0);

    /// "truong-ban after 6wd", "truong-ban after 6wd 09:00". "escalation.format",
    /// "escalation.range", "hour.*", "id.format".
    static Result<Escalation> parse(std::string_view text);
    /// Without the group: "after 6wd 08:00".
    std::string when() const;
    friend bool operator==(const Escalation&, const Escalation&) = default;
};

struct Overdue {
    std::optional<Nag> nag;
    std::vector<Escalation> escalate;
    friend bool operator==(const Overdue&, const Overdue&) = default;
};

}  // namespace nhaclich::plan
