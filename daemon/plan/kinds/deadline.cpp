#include "plan/kinds/deadline.hpp"

namespace nhaclich::plan {

std::optional<When> when(const Deadline& deadline) { return deadline.date; }

Occurrence laid(const Deadline& deadline, const Anchor& anchor, const Placing& placing) {
    constexpr std::chrono::days one{1};
    const bool follows = std::holds_alternative<After>(deadline.date);
    const auto last_in_time = [&](Day day) {
        return !follows && deadline.limit == Limit::before ? day - one : day;
    };
    // What follows another entry has no day of its own in the document: none to have moved from.
    const Day original = follows ? anchor.day : anchor.nominal;
    const auto [due, from] =
        placed(deadline.head, last_in_time(anchor.day), last_in_time(original), placing);
    auto occurrence =
        occurrence_of(deadline.head, Kind::deadline, anchor.nominal, DayRange{due, due + one});
    occurrence.due = due;
    occurrence.shifted_from = from;
    if (!follows) occurrence.limit = deadline.limit;
    occurrence.owed_by = deadline.owed_by;
    occurrence.submit_to = deadline.submit_to;
    occurrence.summary = deadline.summary;
    occurrence.overdue = deadline.overdue;
    return occurrence;
}

}  // namespace nhaclich::plan
