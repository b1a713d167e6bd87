// Whom an occurrence, a rule or a slot concerns, and by which of their channels.
// In: occurrence, slot, people, choices. Out: members in the order of the members file.
#pragma once

#include "reminder/slot.hpp"

#include <map>
#include <tuple>
#include <vector>

namespace nhaclich::reminder {

/// Members found stay valid while the board lives. Remembers what it was asked for.
class Audience {
  public:
    Audience(const Sources& sources, const Records& records)
        : sources_(sources), records_(records) {}

    /// Those who owe it or receive it; else its audience; else the board's default audience.
    const std::vector<const plan::Member*>& concerned(const plan::Occurrence& occurrence);
    /// Of them those the slot tells now: not who has reported, nor who chose not to be told.
    std::vector<const plan::Member*> readers(const Slot& slot, const plan::Occurrence& occurrence);
    /// Who wants the digest of that rule.
    std::vector<const plan::Member*> readers_of_digest(const Slot& slot);
    const std::vector<const plan::Member*>& members_of(const std::vector<GroupId>& groups);
    /// Whether the member lets himself be told of such things at all.
    bool wants(const plan::Member& member, plan::Kind kind) const;
    bool concerns(const plan::Member& member, const plan::Occurrence& occurrence);
    /// Whether the member is among readers(); O(log n).
    bool reads(const plan::Member& member, const Slot& slot, const plan::Occurrence& occurrence);

  private:
    bool has_own_offsets(const plan::Member& member, const plan::Occurrence& occurrence) const;
    /// How it stands with the reports of one occurrence.
    struct Owed {
        bool open = true;  ///< a report is missing, as far as anybody can say who owes it
        std::vector<const plan::Member*> owing;    ///< who answers for a unit without a receipt
        std::vector<const plan::Member*> waiting;  ///< those, and those the reports go to
    };
    bool lets_himself_be_told(const plan::Member& member, const Slot& slot,
                              const plan::Occurrence& occurrence) const;
    const Owed& owed(const plan::Occurrence& occurrence);
    const std::vector<const plan::Member*>& unfiltered(const Slot& slot,
                                                       const plan::Occurrence& occurrence);

    const Sources& sources_;
    const Records& records_;
    std::map<std::vector<GroupId>, std::vector<const plan::Member*>> known_;
    std::map<std::pair<std::vector<GroupId>, std::vector<GroupId>>,
             std::vector<const plan::Member*>>
        parties_;
    std::map<std::tuple<plan::OccurrenceId, std::vector<GroupId>, std::vector<GroupId>>, Owed>
        owed_;
};

/// The member's addresses by channel, less those he chose not to be reached by.
std::vector<ChannelId> channels_of(const plan::Member& member, const Preferences& preferences);

}  // namespace nhaclich::reminder
