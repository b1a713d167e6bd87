#include "reminder/late.hpp"

namespace nhaclich::reminder {

Instant useful_until(const plan::Occurrence& occurrence, const calendar::Zone& zone) {
    constexpr std::chrono::days still_owed{30};
    if (!occurrence.all_day()) return start_of(occurrence, zone);
    const Day after = last_day(occurrence, zone) + std::chrono::days{1};
    return zone.instant_of(occurrence.needs_receipt() ? after + still_owed : after, LocalHour{});
}

}  // namespace nhaclich::reminder
