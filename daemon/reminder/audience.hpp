// Whom an occurrence, a rule or a slot concerns, and by which of their channels.
// In: occurrence, slot, people, choices. Out: members in the order of the members file.
#pragma once

#include "reminder/slot.hpp"

#include <map>
#include <vector>

namespace nhaclich::reminder {

/// Members found stay valid while the board lives. Remembers the groups it was asked for.
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

  private:
    bool has_own_offsets(const plan::Member& member, const plan::Occurrence& occurrence) const;
    bool is_open(const plan::Occurrence& occurrence) const;
    std::vector<const plan::Member*> owing(const plan::Occurrence& occurrence, bool receivers);
    std::vector<const plan::Member*> unfiltered(const Slot& slot,
                                                const plan::Occurrence& occurrence);

    const Sources& sources_;
    const Records& records_;
    std::map<std::vector<GroupId>, std::vector<const plan::Member*>> known_;
    std::map<std::pair<std::vector<GroupId>, std::vector<GroupId>>,
             std::vector<const plan::Member*>>
        parties_;
};

/// The member's addresses by channel, less those he chose not to be reached by.
std::vector<ChannelId> channels_of(const plan::Member& member, const Preferences& preferences);

}  // namespace nhaclich::reminder
