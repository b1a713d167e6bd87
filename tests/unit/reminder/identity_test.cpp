// SPEC 4.1 and 4.2: identity, nothing lost, nothing twice.
#include "unit/reminder/world.hpp"

#include <catch2/catch.hpp>
#include <functional>
#include <set>

using namespace nhaclich;
using namespace nhaclich::reminder;
using namespace nhaclich::test;

namespace {

World a_year() {
    World world;
    world.reminding.weekly = {group("thuong-truc")};
    world.plan.entries = {
        plan::Observance{told_by("le", {"-3d 08:00", "0d 06:30", "0d 06:30 khach"}), on("25/11")},
        meeting("hop", "24/11/2026", LocalHour::at(8, 0), {"-1d 08:00", "-2h"}),
        deadline("nop", "22/11/2026", {"-5wd 08:00", "0d 08:00"})};
    return world;
}

std::set<DeliveryKey> keys(const std::vector<Delivery>& deliveries) {
    std::set<DeliveryKey> result;
    for (const auto& delivery : deliveries) result.insert(delivery.key);
    return result;
}

plan::EntryHead& head_of(plan::Entry& entry) {
    return std::visit([](auto& one) -> plan::EntryHead& { return one.head; }, entry);
}

}  // namespace

TEST_CASE("renaming, reordering, reloading, another zone or day off never makes a second delivery",
          "[4.1]") {
    struct Row {
        std::string what;
        std::function<void(World&)> edit;
    };
    const std::vector<Row> rows{
        {"reload", [](World&) {}},
        {"rename",
         [](World& world) {
             for (auto& entry : world.plan.entries) head_of(entry).title.vi = line("Tên khác");
             for (auto& member : world.people.members) member.name = line("Bà " + member.id.str());
             for (auto& group : world.people.groups) group.title.vi = line("Nhóm khác");
         }},
        {"reorder",
         [](World& world) {
             std::ranges::reverse(world.plan.entries);
             std::ranges::reverse(world.people.members);
             for (auto& entry : world.plan.entries) std::ranges::reverse(*head_of(entry).remind);
         }},
        {"another zone",
         [](World& world) { world.zone = calendar::Zone::find("Europe/Berlin").value(); }},
        {"another address",
         [](World& world) {
             world.the("hoa").addresses[channel("email")] = line("h@example.org");
         }},
        {"a due day shifted",
         [](World& world) {
             for (auto& entry : world.plan.entries) head_of(entry).shift = calendar::Shift::earlier;
         }},
        {"a day off announced", [](World& world) { world.day_off("2026-11-19"); }},
        {"another section and place", [](World& world) {
             for (auto& entry : world.plan.entries) {
                 head_of(entry).section = line("IX");
                 head_of(entry).place = line("Hội trường");
             }
         }}};
    const World before = a_year();
    const auto known = keys(before.in_the_year());
    REQUIRE(known.size() > 10);
    for (const auto& row : rows) {
        CAPTURE(row.what);
        World after = a_year();
        row.edit(after);
        const auto planned = after.in_the_year();
        CHECK(keys(planned) == known);
        CHECK(planned.size() == known.size());
    }
}

TEST_CASE("two rules with one key tell a member once, whichever groups they name", "[4.1]") {
    struct Row {
        Lines rules;
        Lines expected;
    };
    const std::vector<Row> rows{
        {{"0d 08:00", "0d 08:00"}, {"0d 08:00 hoa", "0d 08:00 binh"}},
        {{"0d 08:00", "0d 08:00 thuong-truc"}, {"0d 08:00 hoa", "0d 08:00 binh"}},
        {{"0d 08:00 tieu-khu", "0d 08:00 thanh-vien"}, {"0d 08:00 hoa", "0d 08:00 binh"}},
        {{"0d 08:00 tieu-khu", "0d 08:00 khach"}, {"0d 08:00 hoa", "0d 08:00 khach"}},
        // Not one key, though one instant.
        {{"0d 08:00 khach", "+0wd 08:00 khach"}, {"0d 08:00 khach", "0wd 08:00 khach"}},
    };
    for (const auto& row : rows) {
        CAPTURE(row.rules);
        World world;
        world.plan.entries = {plan::Observance{told_by("le", row.rules), on("25/11/2026")}};
        CHECK(brief(world.in_the_year()) == row.expected);
    }
}

TEST_CASE("a rule that a member chose too is told him once", "[4.1]") {
    World world;
    world.plan.entries = {
        plan::Observance{told_by("le", {"0d 08:00", "-1d 08:00"}), on("25/11/2026")}};
    world.choose("hoa", "offsets", "0d 08:00,0d 08:00");
    CHECK(brief(world.in_the_year()) == Lines{"-1d 08:00 binh", "0d 08:00 hoa", "0d 08:00 binh"});
}

TEST_CASE("however often planning looks, it plans each delivery once", "[4.2]") {
    const World world = a_year();
    const Instant end = instant("2026-12-01T00:00:00Z");
    const auto planned_by = [&](std::chrono::minutes step) {
        std::vector<Delivery> all;
        Facts facts{instant("2026-11-01T00:00:00Z"), {}};
        while (*facts.planned_until < end) {
            const Instant now = *facts.planned_until + step;
            auto agenda = world.at(iso(now), facts);
            std::ranges::move(agenda.deliveries, std::back_inserter(all));
            for (auto& unsent : agenda.unsent) all.push_back(std::move(unsent.delivery));
            facts.planned_until = agenda.planned_until;
            facts.first_start = agenda.first_start;
        }
        return all;
    };
    const auto known = keys(world.in("2026-11-01T00:00:00Z", iso(end)));
    for (const int minutes : {7 * 60 + 13, 60, 24 * 60}) {
        const auto all = planned_by(std::chrono::minutes{minutes});
        CHECK(all.size() == known.size());
        CHECK(keys(all) == known);
    }
}

TEST_CASE("a clock set back never plans what was due before the first start", "[4.2]") {
    World world = a_year();
    Facts facts;
    auto agenda = world.at("2026-11-23T02:00:00Z", facts);
    CHECK(iso(agenda.first_start) == "2026-11-23T02:00:00Z");
    facts = {agenda.planned_until, {}, agenda.first_start};
    // A minute back, and on again over what fell due before the program first started.
    agenda = world.at("2026-11-22T00:00:00Z", facts);
    CHECK(agenda.deliveries.empty());
    CHECK(iso(agenda.first_start) == "2026-11-22T00:00:00Z");
    facts = {agenda.planned_until, {}, agenda.first_start};
    CHECK(brief(world.at("2026-11-23T02:00:00Z", facts).deliveries).size() > 1);
}

TEST_CASE("the next look is at the next instant at which something falls due", "[4.2]") {
    const World world = a_year();
    struct Row {
        std::string now, next;
    };
    for (const auto& row : std::vector<Row>{{"2026-11-20T00:00:00Z", "2026-11-22T01:00:00Z"},
                                            {"2026-11-22T01:00:00Z", "2026-11-23T00:30:00Z"},
                                            {"2026-11-23T22:00:00Z", "2026-11-23T23:00:00Z"}}) {
        CAPTURE(row.now);
        CHECK(iso(world.at(row.now, row.now).next_wake) == row.next);
    }
}
