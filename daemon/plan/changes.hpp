// What was published before against what the plan says now: stamps move only where something
// changed. In: the published revisions and today's occurrences. Out: the new revisions (RFC
// 5545 3.8.7).
#pragma once

#include "plan/occurrence.hpp"

#include <vector>

namespace nhaclich::plan {

/// An occurrence as the feed shows it, with its history. Of the occurrence only what the feed shows
/// counts: id, kind, words, place, link, span, status, due, limit, shifted_from.
struct Revision {
    Occurrence occurrence;
    int sequence = 0;
    Instant created;
    Instant last_modified;
    friend bool operator==(const Revision&, const Revision&) = default;
};

/// `edited_at` is when the files were last saved: the stamp of what is new or changed, though never
/// earlier than a second after the stamp it replaces. SEQUENCE grows when span, status or place
/// changed (RFC 5545 3.8.7.4). What was published and is gone from the plan stays as cancelled
/// while its first day lies in `window`, so that phones strike it instead of keeping it; outside it
/// is dropped. Ordered by first day, then identity.
std::vector<Revision> revised(const std::vector<Revision>& published,
                              const std::vector<Occurrence>& now_planned, const DayRange& window,
                              Instant edited_at);

}  // namespace nhaclich::plan
