#include "plan/people.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::plan;

namespace {

GroupId group(const std::string& id) { return GroupId::parse(id).value(); }
MemberId member(const std::string& id) { return MemberId::parse(id).value(); }
UnitId unit(const std::string& id) { return UnitId::parse(id).value(); }

/// Everybody belongs to "thanh-vien" by inclusion; "hoa" answers for a neighbourhood.
People a_board() {
    People people;
    people.groups = {{group("thanh-vien"), {}, {group("lanh-dao"), group("tieu-khu")}},
                     {group("lanh-dao"), {}, {group("truong-ban")}},
                     {group("truong-ban"), {}, {}},
                     {group("tieu-khu"), {}, {}}};
    people.members = {{member("lan"), {}, {}, Language::vi, {group("truong-ban")}, {}},
                      {member("hoa"), {}, {}, Language::vi, {}, {}},
                      {member("mai"), {}, {}, Language::vi, {}, {}}};
    people.units = {{unit("tieu-khu-1"), {}, {group("tieu-khu")}, {member("hoa")}},
                    {unit("ubnd"), {}, {}, {member("mai")}}};
    return people;
}

std::vector<std::string> names(const std::vector<const Member*>& members) {
    std::vector<std::string> ids;
    for (const auto* one : members) ids.push_back(one->id.str());
    return ids;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE(
    "a group holds its members, those of groups it includes and those answering for its units") {
    const auto people = a_board();
    CHECK(names(people.members_of({group("thanh-vien")})) == Names{"lan", "hoa"});
    CHECK(names(people.members_of({group("truong-ban"), group("lanh-dao")})) == Names{"lan"});
    CHECK(names(people.parties({group("tieu-khu")}, {group("truong-ban")})) == Names{"lan", "hoa"});
    CHECK(people.members_of({}).empty());
    CHECK(people.belongs(*people.find(member("hoa")), group("tieu-khu")));
    CHECK_FALSE(people.belongs(*people.find(member("mai")), group("thanh-vien")));
}

TEST_CASE("units are found by group, and by who answers for them") {
    const auto people = a_board();
    CHECK(people.units_of({group("thanh-vien")}) == std::vector{unit("tieu-khu-1")});
    CHECK(people.units_answered_by(member("mai")) == std::vector{unit("ubnd")});
    CHECK(people.find(unit("khong-co")) == nullptr);
}

TEST_CASE("groups that include one another do not loop") {
    auto people = a_board();
    people.groups[2].includes = {group("thanh-vien")};
    CHECK(people.members_of({group("truong-ban")}).size() == 2);
}
