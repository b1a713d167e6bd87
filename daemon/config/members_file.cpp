#include "config/members_file.hpp"

#include "config/addresses.hpp"
#include "config/values.hpp"

#include <algorithm>
#include <deque>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <set>

namespace nhaclich::config {

namespace {

struct Answering {
    MemberId member;
    std::vector<UnitId> units;
};

void read_addresses(Section& member, References& references,
                    std::map<ChannelId, plan::Address>& addresses) {
    if (const auto email = member.text("email")) {
        const auto address = member.accepted(parse_mail_address(email->text), email->where);
        if (address) addresses.emplace(*ChannelId::parse("email"), line(member, "email"));
    }
    member.within("addresses", [&](Section& section) {
        section.each_key([&](const Written& key) {
            const auto channel = section.accepted(ChannelId::parse(key.text), key.where);
            if (!channel) return;
            references.use(*channel, key.where);
            const auto address = line(section, key.text, Need::required, 1000);
            if (!address.empty()) addresses.emplace(*channel, address);
        });
    });
}

/// The shortest way on which group `from` includes itself, or nothing.
std::vector<std::string> way_back(const plan::People& people, const GroupId& from) {
    std::map<GroupId, GroupId> reached_from;
    std::deque<GroupId> open{from};
    while (!open.empty() && !reached_from.contains(from)) {
        const GroupId id = open.front();
        open.pop_front();
        if (const auto* group = people.find(id))
            for (const auto& next : group->includes)
                if (reached_from.try_emplace(next, id).second) open.push_back(next);
    }
    if (!reached_from.contains(from)) return {};
    std::vector<std::string> way{from.str()};
    for (auto at = reached_from.at(from); at != from; at = reached_from.at(at))
        way.push_back(at.str());
    way.push_back(from.str());
    std::ranges::reverse(way);
    return way;
}

/// One fault for each circle, at the first of its groups.
void check_circles(const plan::People& people, const Places& places, Faults& faults) {
    std::set<std::string> told;
    for (const auto& group : people.groups) {
        const auto way = way_back(people, group.id);
        if (way.empty() || told.contains(group.id.str())) continue;
        told.insert(way.begin(), way.end());
        faults.add({"config.group-circle"_msg,
                    {{"id", group.id.str()}, {"circle", fmt::format("{}", fmt::join(way, " → "))}},
                    places.groups.at(group.id)});
    }
}

plan::Member read_member(Section& section, plan::Language language, UniqueIds& ids,
                         References& references) {
    plan::Member member{.id = own_id<MemberId>(section, ids),
                        .name = line(section, "name", Need::required, 100),
                        .position = title(section, "position"),
                        .language = choice(section, "language", languages, language),
                        .groups = used_ids<GroupId>(section, "groups", references),
                        .addresses = {}};
    read_addresses(section, references, member.addresses);
    return member;
}

void connect(plan::People& people, const std::vector<Answering>& answering) {
    for (const auto& [member, units] : answering)
        for (auto& unit : people.units)
            if (std::ranges::find(units, unit.id) != units.end()) unit.members.push_back(member);
}

}  // namespace

plan::People read_members(Section& top, plan::Language language, References& references,
                          Places& places) {
    plan::People people;
    UniqueIds group_ids;
    top.each("group", [&](Section& section) {
        plan::Group group{own_id<GroupId>(section, group_ids),
                          title(section, "title", Need::required),
                          used_ids<GroupId>(section, "includes", references)};
        places.groups.try_emplace(group.id, section.where());
        people.groups.push_back(std::move(group));
    });
    UniqueIds unit_ids;
    top.each("unit", [&](Section& section) {
        plan::Unit unit{own_id<UnitId>(section, unit_ids),
                        title(section, "title", Need::required),
                        used_ids<GroupId>(section, "groups", references),
                        {}};
        places.units.try_emplace(unit.id, section.where());
        people.units.push_back(std::move(unit));
    });
    UniqueIds member_ids;
    std::vector<Answering> answering;
    top.each("member", [&](Section& section) {
        auto member = read_member(section, language, member_ids, references);
        answering.push_back({member.id, used_ids<UnitId>(section, "unit", references)});
        places.members.try_emplace(member.id, section.where());
        people.members.push_back(std::move(member));
    });
    connect(people, answering);
    check_circles(people, places, top.faults());
    return people;
}

}  // namespace nhaclich::config
