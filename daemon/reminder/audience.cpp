#include "reminder/audience.hpp"

#include <algorithm>
#include <set>

namespace nhaclich::reminder {

using Members = std::vector<const plan::Member*>;

const Members& Audience::members_of(const std::vector<GroupId>& groups) {
    const auto known = known_.find(groups);
    if (known != known_.end()) return known->second;
    return known_.emplace(groups, sources_.people.members_of(groups)).first->second;
}

const Members& Audience::concerned(const plan::Occurrence& occurrence) {
    if (!occurrence.needs_receipt())
        return members_of(occurrence.audience.empty() ? sources_.default_audience
                                                      : occurrence.audience);
    const auto key = std::pair(occurrence.owed_by, occurrence.submit_to);
    const auto known = parties_.find(key);
    if (known != parties_.end()) return known->second;
    return parties_.emplace(key, sources_.people.parties(occurrence.owed_by, occurrence.submit_to))
        .first->second;
}

bool Audience::concerns(const plan::Member& member, const plan::Occurrence& occurrence) {
    return std::ranges::find(concerned(occurrence), &member) != concerned(occurrence).end();
}

bool Audience::wants(const plan::Member& member, plan::Kind kind) const {
    const auto& chosen = records_.of(member.id);
    return !chosen.stopped && (!chosen.kinds || chosen.kinds->contains(kind));
}

/// A report is missing, as far as anybody can say who owes it.
bool Audience::is_open(const plan::Occurrence& occurrence) const {
    return !occurrence.needs_receipt() ||
           !missing(records_.receipts, occurrence, sources_.people).empty() ||
           sources_.people.owing(occurrence.owed_by).empty();
}

/// Who answers for a unit without a receipt; with `receivers` those too who wait for it.
Members Audience::owing(const plan::Occurrence& occurrence, bool receivers) {
    if (!is_open(occurrence)) return {};
    std::set<MemberId> answering;
    for (const auto& unit : missing(records_.receipts, occurrence, sources_.people))
        answering.insert(unit.members.begin(), unit.members.end());
    if (receivers)
        for (const auto* member : members_of(occurrence.submit_to)) answering.insert(member->id);
    Members result;
    for (const auto* member : concerned(occurrence))
        if (answering.contains(member->id)) result.push_back(member);
    return result;
}

Members Audience::unfiltered(const Slot& slot, const plan::Occurrence& occurrence) {
    const bool open = is_open(occurrence);
    switch (slot.purpose) {
        case Purpose::summary:
            return members_of(slot.to.empty() ? occurrence.submit_to : slot.to);
        case Purpose::nag:
            return owing(occurrence, false);
        case Purpose::escalation:
            return open ? members_of(slot.to) : Members{};
        default:
            break;
    }
    if (!slot.to.empty()) return open ? members_of(slot.to) : Members{};
    return occurrence.needs_receipt() ? owing(occurrence, true) : concerned(occurrence);
}

/// He chose when to be told; hours before the start say nothing of a whole day.
bool Audience::has_own_offsets(const plan::Member& member,
                               const plan::Occurrence& occurrence) const {
    const auto& offsets = records_.of(member.id).offsets;
    return offsets && (!occurrence.all_day() || std::ranges::any_of(*offsets, [](const auto& rule) {
               return std::holds_alternative<plan::DayOffset>(rule.offset);
           }));
}

Members Audience::readers(const Slot& slot, const plan::Occurrence& occurrence) {
    auto result = unfiltered(slot, occurrence);
    const bool of_everybody = slot.purpose == Purpose::reminder && slot.to.empty();
    std::erase_if(result, [&](const plan::Member* member) {
        if (slot.only && member->id != *slot.only) return true;
        if (of_everybody && !slot.only && has_own_offsets(*member, occurrence)) return true;
        return !wants(*member, occurrence.kind);
    });
    return result;
}

Members Audience::readers_of_digest(const Slot& slot) {
    const auto wanted = slot.rule == "weekly" ? plan::Digest::weekly : plan::Digest::monthly;
    const auto& usual = members_of(wanted == plan::Digest::weekly ? sources_.reminding.weekly
                                                                  : sources_.reminding.monthly);
    Members result;
    for (const auto& member : sources_.people.members) {
        const auto& chosen = records_.of(member.id);
        const bool by_group = std::ranges::find(usual, &member) != usual.end();
        const bool wants_it = chosen.digest ? *chosen.digest == wanted : by_group;
        if (wants_it && !chosen.stopped) result.push_back(&member);
    }
    return result;
}

std::vector<ChannelId> channels_of(const plan::Member& member, const Preferences& preferences) {
    std::vector<ChannelId> all;
    std::vector<ChannelId> chosen;
    for (const auto& [channel, address] : member.addresses) {
        all.push_back(channel);
        if (preferences.channels &&
            std::ranges::find(*preferences.channels, channel) != preferences.channels->end())
            chosen.push_back(channel);
    }
    return chosen.empty() ? all : chosen;
}

}  // namespace nhaclich::reminder
