#include "reminder/still_due.hpp"

#include "reminder/audience.hpp"
#include "reminder/due.hpp"

#include <algorithm>

namespace nhaclich::reminder {

std::optional<MessageId> no_longer_due(const Sources& sources, const DeliveryKey& key) {
    const plan::Placing placing{sources.working_days, sources.zone};
    const auto occurrence = plan::find_occurrence(sources.plan, key.occurrence, placing);
    if (!occurrence) return "missed.entry-gone"_msg;
    if (occurrence->status == plan::Status::cancelled) return "missed.cancelled"_msg;
    const auto* reader = sources.people.find(key.member);
    if (reader == nullptr) return "missed.member-left"_msg;
    if (!reader->addresses.contains(key.channel)) return "missed.no-address"_msg;
    const auto tells_reader = [&](const plan::Rule& rule) {
        const auto readers = audience(rule, *occurrence, sources);
        return rule.key() == key.rule && std::ranges::find(readers, reader) != readers.end();
    };
    if (std::ranges::none_of(rules_of(*occurrence, sources), tells_reader))
        return "missed.not-concerned"_msg;
    return std::nullopt;
}

}  // namespace nhaclich::reminder
