#include "reminder/audience.hpp"

namespace nhaclich::reminder {

std::vector<const plan::Member*> audience(const plan::Rule& rule,
                                          const plan::Occurrence& occurrence,
                                          const Sources& sources) {
    const auto& people = sources.people;
    if (!rule.to.empty()) return people.members_of(rule.to);
    if (occurrence.needs_receipt()) return people.parties(occurrence.owed_by, occurrence.submit_to);
    return people.members_of(occurrence.audience.empty() ? sources.default_audience
                                                         : occurrence.audience);
}

}  // namespace nhaclich::reminder
