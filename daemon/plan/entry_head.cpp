#include "plan/entry_head.hpp"

namespace nhaclich::plan {

Placed placed(const EntryHead& head, Day written, Day original, const Placing& placing) {
    const Day day = placing.working_days.shifted(written, head.shift);
    if (day != written) return {day, ShiftedFrom{written, placing.working_days.day_off(written)}};
    if (written != original) return {day, ShiftedFrom{original, std::nullopt}};
    return {day, std::nullopt};
}

Occurrence occurrence_of(const EntryHead& head, Kind kind, Day nominal, Span span) {
    const bool cancelled = head.cancelled || head.cancelled_on.contains(nominal);
    return Occurrence{
        .id = {head.id, nominal},
        .kind = kind,
        .title = head.title,
        .description = head.description,
        .section = head.section,
        .place = head.place,
        .link = head.link,
        .span = std::move(span),
        .status = cancelled ? Status::cancelled : Status::confirmed,
        .due = std::nullopt,
        .limit = std::nullopt,
        .shifted_from = std::nullopt,
        .audience = head.audience,
        .owed_by = {},
        .submit_to = {},
        .remind = head.remind,
        .summary = std::nullopt,
        .overdue = std::nullopt,
    };
}

}  // namespace nhaclich::plan
