// What a member's own calendar says of an occurrence: when it rings, what he owes and what came.
// In: an occurrence, a member. Out: an icalendar::Own.
#pragma once

#include "board/planned_event.hpp"
#include "icalendar/feed.hpp"
#include "reminder/addressing.hpp"
#include "reminder/audience.hpp"

#include <map>
#include <vector>

namespace nhaclich::board {

/// Remembers what it was asked for: ten thousand members ask for the same occurrences.
class OwnParts {
  public:
    /// Both outlive it.
    OwnParts(const reminder::Sources& sources, const reminder::Records& records);

    bool concerns(const plan::Member& member, const plan::Occurrence& occurrence) {
        return audience_.concerns(member, occurrence);
    }
    /// Of what is planned. His reminders as alarms, at the hours at which he gets them, none where
    /// he has reported or wants none; his units' reports; for who receives them how many have come.
    icalendar::Own of(const plan::Member& member, const PlannedEvent& event,
                      const icalendar::FeedLanguage& words, plan::Language language);

  private:
    /// Who owes what these groups owe.
    struct Parties {
        std::vector<plan::Owing> all;
        std::map<MemberId, std::vector<const plan::Owing*>> of;
    };
    const Parties& parties(const std::vector<GroupId>& owed_by);
    std::vector<std::chrono::seconds> alarms(const plan::Member& member, const PlannedEvent& event);
    /// Where he chose other hours, offsets or a pause.
    std::vector<reminder::Slot> chosen_slots(const plan::Member& member,
                                             const plan::Occurrence& occurrence) const;
    void add_duty(const plan::Member& member, const plan::Occurrence& occurrence,
                  const icalendar::FeedLanguage& words, plan::Language language,
                  icalendar::Own& own);
    std::string line(const plan::Owing& unit, const reminder::Receipt* receipt,
                     const icalendar::FeedLanguage& words, plan::Language language) const;

    const reminder::Sources& sources_;
    const reminder::Records& records_;
    reminder::Audience audience_;
    reminder::Addressing addressing_;
    std::map<std::vector<GroupId>, Parties> parties_;
};

}  // namespace nhaclich::board
