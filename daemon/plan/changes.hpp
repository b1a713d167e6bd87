// What was published before against what the plan says now: stamps move only where something
// changed. In: the published revisions and today's occurrences. Out: the new revisions (RFC
// 5545 3.8.7).
#pragma once

#include "plan/occurrence.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace nhaclich::plan {

/// What not every calendar shows of an occurrence, or which of them show it; as the plan said last.
struct Aside {
    std::vector<GroupId> audience;
    std::vector<GroupId> owed_by;
    std::vector<GroupId> submit_to;
    std::string alarms;      ///< when it rings, in calendars that do
    Instant alarms_changed;  ///< where it rings, LAST-MODIFIED is not before
    friend bool operator==(const Aside&, const Aside&) = default;
};

/// An occurrence as the feed shows it, with its history. Of the occurrence only what the feed shows
/// counts: id, kind, words, place, link, span, status, due, limit, shifted_from.
struct Revision {
    Occurrence occurrence;
    int sequence = 0;
    Instant created;
    Instant last_modified;
    /// Fingerprint of what the feed says of it; "" = published before there were any.
    std::string wording{};
    std::optional<Aside> aside{};  ///< nothing = published before it was kept
    friend bool operator==(const Revision&, const Revision&) = default;
};

/// A fingerprint of all words by which the feed shows an occurrence, those around its own included.
using Wording = std::function<std::string(const Occurrence&)>;
struct Alarms {
    std::string text;  ///< when it rings, to compare
    Instant since;     ///< when its time to ring came, or ended
};

/// What the plan says now, for the days the feed covers.
struct Edit {
    std::vector<Occurrence> planned;
    DayRange window;
    calendar::Zone zone;
    Instant at;  ///< when the files were last saved
    Wording wording;
    std::function<Alarms(const Occurrence&)> alarms;
    Day today;            ///< on which the edit comes into force
    Day cancelled_since;  ///< what was to end before it and is cancelled or gone is shown no more
};

struct Revisions {
    std::vector<Revision> shown;  ///< ordered by first day, then identity
    /// Out of the window, or cancelled for long; kept for five years beyond the window: what comes
    /// back, because a date moves or a clock was wrong, goes on from its stamps.
    std::vector<Revision> past;
};

/// The edit is the stamp of what is new or changed, though never earlier than a second after the
/// stamp it replaces. SEQUENCE grows when span, status or location changed (RFC 5545 3.8.7.4). What
/// was published and is gone from the plan stays as cancelled for a while, so that phones strike it
/// instead of keeping it, or as it was if it was over before that day; whom it concerned
/// stays as it was, and it rings no more.
Revisions revised(const std::vector<Revision>& published, const Edit& edit);

}  // namespace nhaclich::plan
