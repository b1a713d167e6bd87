#include "plan/kinds/meeting.hpp"

namespace nhaclich::plan {

namespace {

Instant end_of(const MeetingTime& time, Day day, Instant start, const calendar::Zone& zone) {
    if (const auto* length = std::get_if<std::chrono::minutes>(&time.end)) return start + *length;
    const auto& ends = std::get<EndsAt>(time.end);
    return zone.instant_of(day + ends.later, ends.hour);
}

}  // namespace

std::optional<When> when(const Meeting& meeting) {
    return meeting.time ? std::optional<When>(meeting.time->on) : std::nullopt;
}

Occurrence laid(const Meeting& meeting, const Anchor& anchor, const Placing& placing) {
    auto time = meeting.time.value();
    if (anchor.at) {
        // Another hour moves the end as well.
        if (auto* ends = std::get_if<EndsAt>(&time.end)) {
            constexpr std::chrono::hours a_day{24};
            time.end =
                std::chrono::minutes{ends->later.count() * a_day + ends->hour.since_midnight() -
                                     time.hour.since_midnight()};
        }
        time.hour = *anchor.at;
    }
    const auto [day, from] = placed(meeting.head, anchor.day, anchor.nominal, placing);
    const Instant start = placing.zone.instant_of(day, time.hour);
    auto occurrence =
        occurrence_of(meeting.head, Kind::meeting, anchor.nominal,
                      Timed{start, end_of(time, day, start, placing.zone), placing.zone.name()});
    occurrence.shifted_from = from;
    return occurrence;
}

}  // namespace nhaclich::plan
