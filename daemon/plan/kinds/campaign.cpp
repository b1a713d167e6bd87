#include "plan/kinds/campaign.hpp"

#include "plan/kinds/span_of_days.hpp"

namespace nhaclich::plan {

std::vector<Occurrence> in_year(const Campaign& campaign, int year, const Placing&) {
    const auto span = span_from(campaign.from, campaign.to, year);
    if (!span) return {};
    return {occurrence_of(campaign.head, Kind::campaign, span->first, *span)};
}

}  // namespace nhaclich::plan
