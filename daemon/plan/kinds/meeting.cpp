#include "plan/kinds/meeting.hpp"

namespace nhaclich::plan {

std::vector<Occurrence> in_year(const Meeting& meeting, int year, const Placing& placing) {
    if (!meeting.when || year_of(meeting.when->day) != year) return {};
    const Instant start = placing.zone.instant_of(meeting.when->day, meeting.when->hour);
    const Timed span{start, start + meeting.when->duration, placing.zone.name()};
    return {occurrence_of(meeting.head, Kind::meeting, meeting.when->day, span)};
}

}  // namespace nhaclich::plan
