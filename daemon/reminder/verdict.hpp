// Whether a delivery planned earlier is still wanted at the moment of sending.
// In: the board's sources, the records and the delivery. Out: what it is about, or why not.
#pragma once

#include "reminder/delivery.hpp"
#include "reminder/records.hpp"
#include "reminder/sources.hpp"

#include <variant>

namespace nhaclich::reminder {

struct Wanted {
    std::optional<plan::Occurrence> occurrence;  ///< nothing = it is about no entry
    Instant useful_until = {};                   ///< as the plan says now
};
/// It fell due by a date that has moved, or the member's quiet hours have begun.
struct NotYet {
    Instant not_before;
};
/// "cancelled.…" or "missed.…"; "failed.…" where another channel or somebody has to step in.
struct Unwanted {
    MessageId reason;
};
using Verdict = std::variant<Wanted, NotYet, Unwanted>;

/// "missed.too-late", "missed.quiet", "missed.paused"; "cancelled.entry-gone",
/// "cancelled.cancelled", "cancelled.member-left", "cancelled.not-concerned",
/// "cancelled.no-address", "cancelled.unwanted" (by the member's choice), "cancelled.receipt",
/// "cancelled.undone" (a notice, a suspension); "failed.suspended".
Verdict verdict(const Sources& sources, const Records& records, const Delivery& delivery,
                Instant now);

}  // namespace nhaclich::reminder
