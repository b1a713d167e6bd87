#include "reminder/audience.hpp"

#include <algorithm>
#include <set>

namespace nhaclich::reminder {

using Members = std::vector<const plan::Member*>;

namespace {

/// Members stand in the order of the file they are kept in, one behind the other.
bool is_among(const Members& members, const plan::Member& member) {
    return std::binary_search(members.begin(), members.end(), &member, std::less<>{});
}

const Members nobody;

}  // namespace

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
    return is_among(concerned(occurrence), member);
}

bool Audience::wants(const plan::Member& member, plan::Kind kind) const {
    const auto& chosen = records_.of(member.id);
    return !chosen.stopped && (!chosen.kinds || chosen.kinds->contains(kind));
}

const Audience::Owed& Audience::owed(const plan::Occurrence& occurrence) {
    const auto key = std::tuple(occurrence.id, occurrence.owed_by, occurrence.submit_to);
    const auto known = owed_.find(key);
    if (known != owed_.end()) return known->second;
    auto& owed = owed_[key];
    const auto missing = reminder::missing(records_.receipts, occurrence, sources_.people);
    owed.open = !occurrence.needs_receipt() || !missing.empty() ||
                sources_.people.owing(occurrence.owed_by).empty();
    if (!owed.open) return owed;
    std::set<MemberId> answering;
    for (const auto& unit : missing) answering.insert(unit.members.begin(), unit.members.end());
    const auto& receivers = members_of(occurrence.submit_to);
    for (const auto* member : concerned(occurrence)) {
        const bool owes = answering.contains(member->id);
        if (owes) owed.owing.push_back(member);
        if (owes || is_among(receivers, *member)) owed.waiting.push_back(member);
    }
    return owed;
}

const Members& Audience::unfiltered(const Slot& slot, const plan::Occurrence& occurrence) {
    if (slot.purpose == Purpose::summary)
        return members_of(slot.to.empty() ? occurrence.submit_to : slot.to);
    if (slot.purpose == Purpose::nag) return owed(occurrence).owing;
    if (slot.to.empty() && slot.purpose != Purpose::escalation)
        return occurrence.needs_receipt() ? owed(occurrence).waiting : concerned(occurrence);
    const bool open = !occurrence.needs_receipt() || owed(occurrence).open;
    return open ? members_of(slot.to) : nobody;
}

/// He chose when to be told; hours before the start say nothing of a whole day.
bool Audience::has_own_offsets(const plan::Member& member,
                               const plan::Occurrence& occurrence) const {
    const auto& offsets = records_.of(member.id).offsets;
    return offsets && (!occurrence.all_day() || std::ranges::any_of(*offsets, [](const auto& rule) {
               return std::holds_alternative<plan::DayOffset>(rule.offset);
           }));
}

bool Audience::lets_himself_be_told(const plan::Member& member, const Slot& slot,
                                    const plan::Occurrence& occurrence) const {
    const bool of_everybody = slot.purpose == Purpose::reminder && slot.to.empty();
    if (slot.only && member.id != *slot.only) return false;
    if (of_everybody && !slot.only && has_own_offsets(member, occurrence)) return false;
    return wants(member, occurrence.kind);
}

Members Audience::readers(const Slot& slot, const plan::Occurrence& occurrence) {
    auto result = unfiltered(slot, occurrence);
    std::erase_if(result, [&](const plan::Member* member) {
        return !lets_himself_be_told(*member, slot, occurrence);
    });
    return result;
}

bool Audience::reads(const plan::Member& member, const Slot& slot,
                     const plan::Occurrence& occurrence) {
    return lets_himself_be_told(member, slot, occurrence) &&
           is_among(unfiltered(slot, occurrence), member);
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
