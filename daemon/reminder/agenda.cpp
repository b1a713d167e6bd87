#include "reminder/agenda.hpp"

#include <algorithm>

namespace nhaclich::reminder {

Agenda agenda(const Sources& sources, const Facts& facts, Instant now) {
    constexpr std::chrono::days look_again{366};
    const Instant from = facts.planned_until.value_or(now);
    Agenda result;
    result.planned_until = std::max(from, now);
    result.next_wake = next_due(sources, result.planned_until).value_or(now + look_again);
    for (auto& delivery : deliveries(sources, {from, now})) {
        if (delivery.useful_until > now)
            result.deliveries.push_back(std::move(delivery));
        else
            result.missed.push_back({std::move(delivery), "missed.too-late"_msg});
    }
    return result;
}

}  // namespace nhaclich::reminder
