#include "reminder/unreached.hpp"

#include <algorithm>

namespace nhaclich::reminder {

namespace {

constexpr std::chrono::days of_use{14};

/// Nothing is said of what concerns nobody any more, nor of the program's own words.
bool is_worth_it(const Delivery& failed, const plan::Member* member, Instant now) {
    const auto what = purpose(failed.key);
    return member != nullptr && failed.useful_until > now && what != Purpose::unreached &&
           what != Purpose::burst && what != Purpose::suspension && what != Purpose::endpoint &&
           what != Purpose::trouble;
}

}  // namespace

void tell_standing(const Sources& sources, const Records& records, const Matter& matter,
                   std::vector<Delivery>& deliveries, std::vector<Unsent>& unsent) {
    const Addressing addressing(sources, records);
    for (const auto* member : sources.people.members_of(sources.reminding.standing))
        addressing.address(matter, *member, matter.due, deliveries, unsent);
}

void answer_failures(Schedule& schedule, const std::vector<Failure>& failures, Instant now,
                     Agenda& agenda) {
    const auto& sources = schedule.sources();
    const Addressing addressing(sources, schedule.records());
    for (const auto& failure : failures) {
        agenda.handled.push_back(failure.row);
        const auto& failed = failure.delivery;
        const auto* member = sources.people.find(failed.key.member);
        if (failure.reached || !is_worth_it(failed, member, now)) continue;
        const auto& chosen = schedule.records().of(member->id);
        if (chosen.stopped) continue;
        const auto channels = channels_of(*member, chosen);
        const auto untried = std::ranges::find_if(
            channels, [&](const ChannelId& channel) { return !failure.tried.contains(channel); });
        const Instant allowed = addressing.allowed(*member, now);
        if (untried != channels.end() && allowed < failed.useful_until) {
            Delivery next = failed;
            next.key.channel = *untried;
            next.not_before = allowed;
            agenda.again.insert(next.key);
            agenda.deliveries.push_back(std::move(next));
            continue;
        }
        tell_standing(
            sources, schedule.records(),
            {failed.key.occurrence, "unreached " + failed.key.member.str() + " " + failed.key.rule,
             now, now + of_use, failed.event},
            agenda.deliveries, agenda.unsent);
    }
}

void tell_of_suspensions(Schedule& schedule, const std::vector<Untold>& untold, Instant now,
                         Agenda& agenda) {
    const auto& sources = schedule.sources();
    for (const auto& one : untold) {
        agenda.told.push_back(one.suspension.row);
        tell_standing(sources, schedule.records(),
                      {{own_entry(), sources.zone.day_of(one.suspension.since)},
                       rule_of(one.mailbox, one.suspension),
                       now,
                       now + of_use,
                       now},
                      agenda.deliveries, agenda.unsent);
    }
}

}  // namespace nhaclich::reminder
