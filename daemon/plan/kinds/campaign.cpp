#include "plan/kinds/campaign.hpp"

#include "plan/kinds/span_of_days.hpp"

namespace nhaclich::plan {

std::optional<When> when(const Campaign& campaign) { return campaign.from; }

Occurrence laid(const Campaign& campaign, const Anchor& anchor, const Placing& placing) {
    return laid_span(campaign.head, Kind::campaign, campaign.to, anchor, placing);
}

}  // namespace nhaclich::plan
