#include "plan/people.hpp"

#include <algorithm>
#include <set>

namespace nhaclich::plan {

namespace {

template <class List, class Id>
auto found(const List& list, const Id& id) {
    const auto at = std::ranges::find(list, id, [](const auto& item) { return item.id; });
    return at == list.end() ? nullptr : &*at;
}

/// The groups and everything they include, however deep.
std::set<GroupId> closure(const People& people, const std::vector<GroupId>& groups) {
    std::set<GroupId> all;
    std::vector<GroupId> open = groups;
    while (!open.empty()) {
        const GroupId id = open.back();
        open.pop_back();
        if (!all.insert(id).second) continue;
        if (const auto* group = people.find(id))
            open.insert(open.end(), group->includes.begin(), group->includes.end());
    }
    return all;
}

bool any_in(const std::vector<GroupId>& groups, const std::set<GroupId>& wanted) {
    return std::ranges::any_of(groups, [&](const auto& id) { return wanted.contains(id); });
}

/// Looked up instead of searched for: a board may have ten thousand members.
std::set<MemberId> answering_in(const People& people, const std::set<GroupId>& wanted) {
    std::set<MemberId> all;
    for (const auto& unit : people.units)
        if (any_in(unit.groups, wanted)) all.insert(unit.members.begin(), unit.members.end());
    return all;
}

std::vector<const Unit*> units_in(const People& people, const std::vector<GroupId>& groups) {
    const auto all = closure(people, groups);
    std::vector<const Unit*> result;
    for (const auto& unit : people.units)
        if (any_in(unit.groups, all)) result.push_back(&unit);
    return result;
}

bool answers_for(const Unit& unit, const MemberId& member) {
    return std::ranges::find(unit.members, member) != unit.members.end();
}

bool within(const People& people, const Member& member, const std::set<GroupId>& wanted) {
    return any_in(member.groups, wanted) ||
           std::ranges::any_of(people.units, [&](const Unit& unit) {
               return any_in(unit.groups, wanted) && answers_for(unit, member.id);
           });
}

}  // namespace

const Member* People::find(const MemberId& id) const { return found(members, id); }
const Group* People::find(const GroupId& id) const { return found(groups, id); }
const Unit* People::find(const UnitId& id) const { return found(units, id); }

bool People::belongs(const Member& member, const GroupId& group) const {
    return within(*this, member, closure(*this, {group}));
}

std::vector<const Member*> People::members_of(const std::vector<GroupId>& wanted) const {
    const auto all = closure(*this, wanted);
    const auto answering = answering_in(*this, all);
    std::vector<const Member*> result;
    for (const auto& member : members)
        if (any_in(member.groups, all) || answering.contains(member.id)) result.push_back(&member);
    return result;
}

std::vector<const Member*> People::parties(const std::vector<GroupId>& owed_by,
                                           const std::vector<GroupId>& submit_to) const {
    std::set<MemberId> parties;
    for (const auto& one : owing(owed_by)) parties.insert(one.members.begin(), one.members.end());
    const auto receiving = closure(*this, submit_to);
    const auto answering = answering_in(*this, receiving);
    std::vector<const Member*> result;
    for (const auto& member : members)
        if (parties.contains(member.id) || any_in(member.groups, receiving) ||
            answering.contains(member.id))
            result.push_back(&member);
    return result;
}

std::vector<Owing> People::owing(const std::vector<GroupId>& wanted) const {
    std::vector<Owing> result;
    std::set<UnitId> seen;
    const auto add = [&](Owing one) {
        if (seen.insert(one.id).second) result.push_back(std::move(one));
    };
    for (const auto& group : wanted) {
        const auto its = units_in(*this, {group});
        for (const auto* unit : its) add({unit->id, unit->title, unit->members});
        const auto* alone = its.empty() ? find(group) : nullptr;
        if (alone == nullptr) continue;
        Owing one{UnitId::parse(group.str()).value(), alone->title, {}};
        for (const auto* member : members_of({group})) one.members.push_back(member->id);
        if (!one.members.empty()) add(std::move(one));
    }
    return result;
}

std::vector<UnitId> People::units_of(const std::vector<GroupId>& wanted) const {
    std::vector<UnitId> result;
    for (const auto* unit : units_in(*this, wanted)) result.push_back(unit->id);
    return result;
}

std::vector<UnitId> People::units_answered_by(const MemberId& member) const {
    std::vector<UnitId> result;
    for (const auto& unit : units)
        if (answers_for(unit, member)) result.push_back(unit.id);
    return result;
}

}  // namespace nhaclich::plan
