#include "board/own_part.hpp"

#include "board/alarms.hpp"

#include <algorithm>

namespace nhaclich::board {

using reminder::Slot;

OwnParts::OwnParts(const reminder::Sources& sources, const reminder::Records& records)
    : sources_(sources),
      records_(records),
      audience_(sources, records),
      addressing_(sources, records) {}

const OwnParts::Parties& OwnParts::parties(const std::vector<GroupId>& owed_by) {
    const auto known = parties_.find(owed_by);
    if (known != parties_.end()) return known->second;
    auto& parties = parties_[owed_by];
    parties.all = sources_.people.owing(owed_by);
    for (const auto& unit : parties.all)
        for (const auto& member : unit.members) parties.of[member].push_back(&unit);
    return parties;
}

std::vector<Slot> OwnParts::chosen_slots(const plan::Member& member,
                                         const plan::Occurrence& occurrence) const {
    reminder::Records his;
    his.preferences.emplace(member.id, records_.of(member.id));
    const auto& paused_until = records_.of(member.id).paused_until;
    return reminders_of(occurrence, sources_, his, [&](Instant due) {
        // A pause puts messages off; what was due before it has rung, and nobody knows which.
        const bool paused = paused_until && due < *paused_until;
        return paused ? Instant::max() : addressing_.allowed(member, due);
    });
}

std::vector<std::chrono::seconds> OwnParts::alarms(const plan::Member& member,
                                                   const PlannedEvent& event) {
    if (event.alarms == nullptr) return {};
    const auto& occurrence = *event.planned;
    const auto& chosen = records_.of(member.id);
    std::vector<Instant> reminders;
    const auto add = [&](const std::vector<Slot>& slots) {
        for (const auto& slot : slots)
            if (audience_.reads(member, slot, occurrence)) reminders.push_back(slot.due);
    };
    if (chosen.offsets || chosen.quiet || chosen.paused_until)
        add(chosen_slots(member, occurrence));
    else
        add(event.alarms->reminders);
    auto alarms = alarms_at(reminders, plan::start_of(occurrence, sources_.zone));
    keep_nearest(alarms);
    return alarms;
}

std::string OwnParts::line(const plan::Owing& unit, const reminder::Receipt* receipt,
                           const icalendar::FeedLanguage& words, plan::Language language) const {
    Args args{{"unit", unit.title.in(language).str()}};
    if (receipt == nullptr) return words.text("feed.own.missing", args);
    args.push_back({"day", words.day(receipt->day)});
    return words.text("feed.own." + std::string(reminder::code(receipt->answer)), args);
}

void OwnParts::add_duty(const plan::Member& member, const plan::Occurrence& occurrence,
                        const icalendar::FeedLanguage& words, plan::Language language,
                        icalendar::Own& own) {
    const auto& owing = parties(occurrence.owed_by);
    const auto receipt_of = [&](const plan::Owing& unit) {
        return reminder::find(records_.receipts, occurrence.id, unit.id);
    };
    if (const auto his = owing.of.find(member.id); his != owing.of.end()) {
        bool all = true;
        bool nothing = true;
        for (const auto* unit : his->second) {
            const auto* receipt = receipt_of(*unit);
            own.lines.push_back(line(*unit, receipt, words, language));
            all = all && receipt != nullptr;
            nothing = nothing && receipt != nullptr &&
                      receipt->answer == reminder::Answer::nothing_to_report;
        }
        if (all) own.title = nothing ? "feed.title.nothing-to-report" : "feed.title.submitted";
    }
    const auto& receivers = audience_.members_of(occurrence.submit_to);
    if (std::ranges::find(receivers, &member) == receivers.end() || owing.all.empty()) return;
    const auto come = std::ranges::count_if(
        owing.all, [&](const plan::Owing& unit) { return receipt_of(unit) != nullptr; });
    own.lines.push_back(
        words.text("feed.own.received",
                   {{"count", std::to_string(come)}, {"all", std::to_string(owing.all.size())}}));
}

icalendar::Own OwnParts::of(const plan::Member& member, const PlannedEvent& event,
                            const icalendar::FeedLanguage& words, plan::Language language) {
    icalendar::Own own;
    const auto& occurrence = *event.planned;
    if (occurrence.status == plan::Status::cancelled) return own;
    own.alarms = alarms(member, event);
    if (occurrence.needs_receipt()) add_duty(member, occurrence, words, language, own);
    return own;
}

}  // namespace nhaclich::board
