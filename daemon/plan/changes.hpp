// What was published before against what the plan says now: stamps move only where something
// changed. In: the published revisions and today's occurrences. Out: the new revisions (RFC
// 5545 3.8.7).
#pragma once

#include "plan/occurrence.hpp"

#include <functional>
#include <vector>

namespace nhaclich::plan {

/// An occurrence as the feed shows it, with its history. Of the occurrence only what the feed shows
/// counts: id, kind, words, place, link, span, status, due, limit, shifted_from.
struct Revision {
    Occurrence occurrence;
    int sequence = 0;
    Instant created;
    Instant last_modified;
    /// Fingerprint of what the feed says of it; "" = published before there were any.
    std::string wording{};
    friend bool operator==(const Revision&, const Revision&) = default;
};

/// A fingerprint of all words by which the feed shows an occurrence, those around its own included.
using Wording = std::function<std::string(const Occurrence&)>;

/// What the plan says now, for the days the feed covers.
struct Edit {
    std::vector<Occurrence> planned;
    DayRange window;
    calendar::Zone zone;
    Instant at;  ///< when the files were last saved
    Wording wording;
};

struct Revisions {
    std::vector<Revision> shown;  ///< ordered by first day, then identity
    /// Out of the window, kept for five years beyond it: what comes back, because a date moves or a
    /// clock was wrong, goes on from its stamps.
    std::vector<Revision> past;
};

/// The edit is the stamp of what is new or changed, though never earlier than a second after the
/// stamp it replaces. SEQUENCE grows when span, status or location changed (RFC 5545 3.8.7.4). What
/// was published and is gone from the plan stays as cancelled while it touches the window, so that
/// phones strike it instead of keeping it.
Revisions revised(const std::vector<Revision>& published, const Edit& edit);

}  // namespace nhaclich::plan
