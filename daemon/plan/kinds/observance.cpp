#include "plan/kinds/observance.hpp"

namespace nhaclich::plan {

std::optional<When> when(const Observance& observance) { return observance.on; }

Occurrence laid(const Observance& observance, const Anchor& anchor, const Placing& placing) {
    const auto [day, from] = placed(observance.head, anchor.day, anchor.nominal, placing);
    auto occurrence = occurrence_of(observance.head, Kind::observance, anchor.nominal,
                                    DayRange{day, day + std::chrono::days{1}});
    occurrence.shifted_from = from;
    return occurrence;
}

}  // namespace nhaclich::plan
