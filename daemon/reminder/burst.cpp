#include "reminder/burst.hpp"

#include "reminder/unreached.hpp"

#include <algorithm>
#include <map>

namespace nhaclich::reminder {

bool is_burst(const Agenda& agenda, const plan::Burst& limit, Instant now) {
    std::map<MemberId, std::set<plan::OccurrenceId>> matters;
    int all = 0;
    for (const auto& delivery : agenda.deliveries) {
        // A mailbox that is gone must not stop the whole board.
        if (agenda.again.contains(delivery.key)) continue;
        if (!is_late(delivery, now) && purpose(delivery.key) != Purpose::notice) continue;
        ++all;
        matters[delivery.key.member].insert(delivery.key.occurrence);
    }
    return all > limit.in_all || std::ranges::any_of(matters, [&](const auto& one) {
               return static_cast<int>(one.second.size()) > limit.a_member;
           });
}

std::vector<Delivery> burst_messages(const Sources& sources, const Records& records, Instant now) {
    constexpr std::chrono::days of_use{14};
    std::vector<Delivery> result;
    std::vector<Unsent> none;
    tell_standing(
        sources, records,
        {{own_entry(), sources.zone.day_of(now)}, "burst " + iso(now), now, now + of_use, now},
        result, none);
    return result;
}

}  // namespace nhaclich::reminder
