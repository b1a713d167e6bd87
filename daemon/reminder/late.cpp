#include "reminder/late.hpp"

namespace nhaclich::reminder {

Instant useful_until(const plan::Occurrence& occurrence, const Sources& sources) {
    const auto& zone = sources.zone;
    if (!occurrence.all_day()) return start_of(occurrence, zone);
    const Day after = last_day(occurrence, zone) + std::chrono::days{1};
    return zone.instant_of(occurrence.needs_receipt() ? after + sources.reminding.chase : after,
                           LocalHour{});
}

}  // namespace nhaclich::reminder
