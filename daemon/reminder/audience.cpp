#include "reminder/audience.hpp"

#include <algorithm>
#include <set>

namespace nhaclich::reminder {

namespace {

/// Those answering for the owing units, and the receivers, in the order of the members file.
std::vector<MemberId> parties(const plan::Occurrence& occurrence, const plan::People& people) {
    std::set<MemberId> involved;
    for (const auto& unit : people.units_of(occurrence.owed_by))
        for (const auto& member : people.find(unit)->members) involved.insert(member);
    for (const auto& member : people.members_of(occurrence.submit_to)) involved.insert(member);
    std::vector<MemberId> ordered;
    for (const auto& member : people.members)
        if (involved.contains(member.id)) ordered.push_back(member.id);
    return ordered;
}

}  // namespace

std::vector<MemberId> audience(const plan::Occurrence& occurrence, const Sources& sources) {
    if (occurrence.needs_receipt()) return parties(occurrence, sources.people);
    return sources.people.members_of(occurrence.audience.empty() ? sources.default_audience
                                                                 : occurrence.audience);
}

std::vector<MemberId> audience(const plan::Rule& rule, const plan::Occurrence& occurrence,
                               const Sources& sources) {
    return rule.to.empty() ? audience(occurrence, sources) : sources.people.members_of(rule.to);
}

}  // namespace nhaclich::reminder
