#include "reminder/addressing.hpp"

#include "reminder/quiet.hpp"

#include <algorithm>

namespace nhaclich::reminder {

Instant Addressing::allowed(const plan::Member& member, Instant wanted) const {
    const auto& chosen = records_.of(member.id);
    auto rest = rest_of(sources_);
    if (chosen.quiet) rest.quiet = chosen.quiet;
    return allowed_from(std::max(wanted, chosen.paused_until.value_or(wanted)), rest);
}

MessageId Addressing::why_missed(const plan::Member& member, Instant useful_until) const {
    const auto& until = records_.of(member.id).paused_until;
    return until && *until >= useful_until ? "missed.paused"_msg : "missed.quiet"_msg;
}

void Addressing::address(const Matter& matter, const plan::Member& member, Instant earliest,
                         std::vector<Delivery>& deliveries, std::vector<Unsent>& unsent) const {
    const auto& chosen = records_.of(member.id);
    const Instant not_before = allowed(member, std::max(matter.due, earliest));
    for (auto& channel : channels_of(member, chosen)) {
        Delivery delivery{{matter.occurrence, matter.rule, member.id, std::move(channel)},
                          matter.due,
                          matter.useful_until,
                          not_before,
                          matter.event,
                          matter.before};
        if (not_before < matter.useful_until)
            deliveries.push_back(std::move(delivery));
        else
            unsent.push_back({std::move(delivery), why_missed(member, matter.useful_until)});
    }
}

}  // namespace nhaclich::reminder
