// Who there is: members with addresses, groups of them, and units that owe reports.
// In: what the members file says. Out: questions answered ("who is in this group").
#pragma once

#include "base/strong_id.hpp"
#include "base/text.hpp"
#include "plan/words.hpp"

#include <map>
#include <string>
#include <vector>

namespace nhaclich::plan {

/// What a channel needs to reach a member: a mail address, a Zalo user id …; checked by the reader
/// of its channel.
using Address = Line;

struct Member {
    MemberId id;
    Line name;
    Title position;  ///< "Trưởng ban", may be empty
    Language language = Language::vi;
    std::vector<GroupId> groups;
    std::map<ChannelId, Address> addresses;
    friend bool operator==(const Member&, const Member&) = default;
};

struct Group {
    GroupId id;
    Title title;
    std::vector<GroupId> includes;  ///< groups whose members belong to this one too
    friend bool operator==(const Group&, const Group&) = default;
};

/// A neighbourhood or department that owes reports, and who answers for it.
struct Unit {
    UnitId id;
    Title title;
    std::vector<GroupId> groups;    ///< e.g. "tieu-khu"
    std::vector<MemberId> members;  ///< they belong to the unit's groups too
    friend bool operator==(const Unit&, const Unit&) = default;
};

/// Who owes a report, and who answers for it. A group without units owes as one, under its own id.
struct Owing {
    UnitId id;
    Title title;
    std::vector<MemberId> members;
    friend bool operator==(const Owing&, const Owing&) = default;
};

/// References are complete and groups do not include one another in a circle: the reader checked.
struct People {
    std::vector<Member> members;
    std::vector<Group> groups;
    std::vector<Unit> units;

    const Member* find(const MemberId& id) const;  ///< nullptr if unknown; valid while People lives
    const Group* find(const GroupId& id) const;
    const Unit* find(const UnitId& id) const;
    bool belongs(const Member& member, const GroupId& group) const;
    /// In the order of the file, each once; valid while People lives.
    std::vector<const Member*> members_of(const std::vector<GroupId>& groups) const;
    /// Those answering for units of `owed_by`, and the members of `submit_to`; likewise.
    std::vector<const Member*> parties(const std::vector<GroupId>& owed_by,
                                       const std::vector<GroupId>& submit_to) const;
    std::vector<UnitId> units_of(const std::vector<GroupId>& groups) const;
    /// Those who owe what `groups` owe, in the order of the file, each once.
    std::vector<Owing> owing(const std::vector<GroupId>& groups) const;
    std::vector<UnitId> units_answered_by(const MemberId& member) const;
    friend bool operator==(const People&, const People&) = default;
};

}  // namespace nhaclich::plan
