// SPEC 4.9 and 4.10: a delivery is judged again at the moment of sending.
#include "unit/reminder/a_story.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::reminder;
using namespace nhaclich::test;

namespace {

using Edit = std::function<void(World&)>;

const std::string noon = "2026-11-19T05:00:00Z";

/// A meeting and a deadline with every purpose of a reminder, and digests.
World a_board() {
    World world;
    world.add("truong", {group("truong")});
    world.people.groups.push_back({group("truong"), {}, {}});
    world.people.units.push_back({unit("tk2"), {}, {group("tieu-khu")}, {member("hoa")}});
    world.reminding.weekly = {group("thuong-truc")};
    auto one = deadline("nop", "18/11/2026", {"0d 08:00", "0d 08:00 khach"});
    one.summary = {rule("+1wd 08:00")};
    one.overdue = plan::Overdue{plan::Nag::parse("every 1wd 08:00").value(),
                                {plan::Escalation::parse("truong after 1wd").value()}};
    world.plan.entries = {
        meeting("hop", "20/11/2026", LocalHour::at(9, 0), {"-1d 08:00", "-1d 08:00 khach"}), one};
    return world;
}

/// What the board planned until noon of the 19th: "ENTRY RULE MEMBER".
Delivery planned(const std::string& what) {
    const auto world = a_board();
    for (auto& delivery : world.in("2026-11-15T00:00:00Z", noon)) {
        const auto& key = delivery.key;
        if (key.occurrence.entry.str() + " " + key.rule + " " + key.member.str() == what)
            return delivery;
    }
    throw std::runtime_error(what);
}

plan::EntryHead& head_of(World& world, std::size_t entry) {
    return std::visit([](auto& one) -> plan::EntryHead& { return one.head; },
                      world.plan.entries[entry]);
}

}  // namespace

TEST_CASE("whoever the groups, receipts and choices no longer mean gets nothing, with the reason",
          "[4.9]") {
    struct Row {
        std::string what;
        std::string delivery;
        Edit edit;
        std::string expected;
    };
    const auto report = [](const std::string& by) {
        return [=](World& world) { world.report("nop", "2026-11-18", by); };
    };
    const auto choose = [](const std::string& who, const std::string& key,
                           const std::string& value) {
        return [=](World& world) { world.choose(who, key, value); };
    };
    const Edit nothing = [](World&) {};
    const Edit all_reported = [](World& world) {
        world.report("nop", "2026-11-18", "tk1");
        world.report("nop", "2026-11-18", "tk2");
    };
    const Edit hoa_left = [](World& world) { std::erase(world.people.members, world.the("hoa")); };
    const Edit no_unit = [](World& world) {
        for (auto& one : world.people.units) one.members.clear();
    };
    const Edit no_mail = [](World& world) { world.the("hoa").addresses.clear(); };
    const Edit other_channel = [](World& world) {
        world.the("hoa").addresses = {{channel("zalo"), line("1234")}};
    };
    const Edit binh_hands_over = [](World& world) { world.the("binh").groups.clear(); };
    const Edit hop_gone = [](World& world) {
        world.plan.entries.erase(world.plan.entries.begin());
    };
    const Edit hop_off = [](World& world) { head_of(world, 0).cancelled = true; };
    const Edit hop_off_that_day = [](World& world) {
        head_of(world, 0).cancelled_on = {day("2026-11-20")};
    };
    const Edit no_rule = [](World& world) { head_of(world, 0).remind->clear(); };
    const Edit other_audience = [](World& world) {
        head_of(world, 0).audience = {group("thuong-truc")};
    };
    const std::vector<Row> rows{
        {"nothing", "hop -1d 08:00 hoa", nothing, "wanted"},
        {"nothing", "nop nag 2026-11-19 hoa", nothing, "wanted"},
        {"nothing", "nhaclich- weekly binh", nothing, "wanted"},
        {"left", "hop -1d 08:00 hoa", hoa_left, "cancelled.member-left"},
        {"left", "nop nag 2026-11-19 hoa", hoa_left, "cancelled.member-left"},
        {"no address", "hop -1d 08:00 hoa", no_mail, "cancelled.no-address"},
        {"another address", "hop -1d 08:00 hoa", other_channel, "cancelled.no-address"},
        {"stopped", "hop -1d 08:00 hoa", choose("hoa", "stop", "yes"), "cancelled.unwanted"},
        {"stopped", "nhaclich- weekly binh", choose("binh", "stop", "yes"), "cancelled.unwanted"},
        {"other kinds", "hop -1d 08:00 hoa", choose("hoa", "kinds", "task"), "cancelled.unwanted"},
        {"no digest", "nhaclich- weekly binh", choose("binh", "digest", "none"),
         "cancelled.unwanted"},
        {"other digest", "nhaclich- weekly binh", choose("binh", "digest", "monthly"),
         "cancelled.unwanted"},
        {"other offsets", "hop -1d 08:00 hoa", choose("hoa", "offsets", "-2h"),
         "cancelled.not-concerned"},
        {"other offsets, a rule of a group", "hop -1d 08:00 khach",
         choose("khach", "offsets", "-2h"), "wanted"},
        {"out of the unit", "hop -1d 08:00 hoa", no_unit, "cancelled.not-concerned"},
        {"out of the unit", "nop nag 2026-11-19 hoa", no_unit, "cancelled.not-concerned"},
        {"handed over", "nop summary +1wd 08:00 binh", binh_hands_over, "cancelled.not-concerned"},
        {"handed over", "nhaclich- weekly binh", binh_hands_over, "cancelled.unwanted"},
        {"entry gone", "hop -1d 08:00 hoa", hop_gone, "cancelled.entry-gone"},
        {"cancelled", "hop -1d 08:00 hoa", hop_off, "cancelled.cancelled"},
        {"cancelled that day", "hop -1d 08:00 hoa", hop_off_that_day, "cancelled.cancelled"},
        {"rule gone", "hop -1d 08:00 hoa", no_rule, "cancelled.not-concerned"},
        {"other audience", "hop -1d 08:00 hoa", other_audience, "cancelled.not-concerned"},
        {"other audience, a rule of a group", "hop -1d 08:00 khach", other_audience, "wanted"},
        {"one of two reported", "nop nag 2026-11-19 hoa", report("tk1"), "wanted"},
        {"reported", "nop nag 2026-11-19 hoa", all_reported, "cancelled.receipt"},
        {"reported", "nop 0d 08:00 hoa", all_reported, "cancelled.receipt"},
        {"reported", "nop 0d 08:00 binh", all_reported, "cancelled.receipt"},
        {"reported", "nop 0d 08:00 khach", all_reported, "cancelled.receipt"},
        {"reported", "nop escalation truong after 1wd 08:00 truong", all_reported,
         "cancelled.receipt"},
        {"reported", "nop summary +1wd 08:00 binh", all_reported, "wanted"},
        // Somebody else's report is not why he is told no more.
        {"out of the unit, one reported", "nop nag 2026-11-19 hoa",
         [=](World& world) {
             report("tk2")(world);
             world.people.units[0].members = {member("binh")};
             world.people.units[1].members = {member("binh")};
         },
         "cancelled.not-concerned"},
        {"quiet", "hop -1d 08:00 hoa", choose("hoa", "quiet", "11:00-13:30"),
         "not before 2026-11-19T06:30:00Z"},
        {"quiet for the board", "hop -1d 08:00 hoa",
         [](World& world) {
             world.reminding.quiet = plan::QuietHours::parse("11:00-14:00").value();
         },
         "not before 2026-11-19T07:00:00Z"},
        {"paused", "hop -1d 08:00 hoa", choose("hoa", "pause", "2026-11-20T01:00:00Z"),
         "not before 2026-11-20T01:00:00Z"},
        {"paused too long", "hop -1d 08:00 hoa", choose("hoa", "pause", "2026-11-20T02:00:00Z"),
         "missed.paused"},
        {"quiet too long", "hop -1d 08:00 hoa", choose("hoa", "quiet", "11:00-10:59"),
         "missed.quiet"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.what, row.delivery);
        auto world = a_board();
        row.edit(world);
        CHECK(world.verdict(planned(row.delivery), noon) == row.expected);
    }
}

TEST_CASE("a new member gets what is still to come", "[4.9]") {
    auto world = a_board();
    world.add("moi", {group("thanh-vien")});
    Lines lines;
    for (const auto& delivery : world.at("2026-11-19T01:00:00Z", "2026-11-18T12:00:00Z").deliveries)
        if (delivery.key.member == member("moi")) lines.push_back(brief({delivery}).front());
    CHECK(lines == Lines{"-1d 08:00 moi"});
    const auto later = world.at("2026-11-19T03:00:00Z", "2026-11-19T02:00:00Z");
    CHECK(later.deliveries.empty());
}

TEST_CASE("what moved after it was planned is sent at its new hour, as long as that is of use",
          "[4.4]") {
    struct Row {
        std::string what;
        std::string to;
        int hour;
        std::string now, expected;
    };
    // Planned for the 20th at 09:00, told the day before at 08:00.
    const auto row = GENERATE(values<Row>({
        {"as it was", "2026-11-20", 9, "2026-11-20T01:59:59Z", "wanted"},
        {"as it was", "2026-11-20", 9, "2026-11-20T02:00:00Z", "missed.too-late"},
        {"later", "2026-11-27", 9, noon, "not before 2026-11-26T01:00:00Z"},
        {"later", "2026-11-27", 9, "2026-11-26T01:00:00Z", "wanted"},
        {"later", "2026-11-27", 9, "2026-11-27T02:00:00Z", "missed.too-late"},
        {"that day, later", "2026-11-20", 15, "2026-11-20T07:00:00Z", "wanted"},
        {"that day, earlier", "2026-11-20", 7, "2026-11-20T00:00:00Z", "missed.too-late"},
        {"earlier", "2026-11-19", 9, noon, "missed.too-late"},
    }));
    CAPTURE(row.what, row.now);
    auto world = a_board();
    head_of(world, 0).moved[day("2026-11-20")] = {day(row.to), LocalHour::at(row.hour, 0)};
    CHECK(world.verdict(planned("hop -1d 08:00 hoa"), row.now) == row.expected);
}

TEST_CASE("a word to the standing members is for who is one when it is sent", "[4.10]") {
    struct Row {
        std::string rule;
        Edit edit;
        std::string expected;
    };
    const Edit nothing = [](World&) {};
    const Edit other = [](World& world) { world.reminding.standing = {group("khach")}; };
    const Edit quiet = [](World& world) {
        world.reminding.quiet = plan::QuietHours::parse("11:00-13:30").value();
    };
    const std::vector<Row> rows{
        {"burst 2026-11-19T04:00:00Z", nothing, "wanted"},
        {"burst 2026-11-19T04:00:00Z", other, "cancelled.not-concerned"},
        {"burst 2026-11-19T04:00:00Z", quiet, "wanted"},
        {"unreached hoa -1d 08:00", nothing, "wanted"},
        {"unreached hoa -1d 08:00", other, "cancelled.not-concerned"},
        {"unreached hoa -1d 08:00", quiet, "not before 2026-11-19T06:30:00Z"},
        {"unreached hoa -1d 08:00", [](World& world) { world.plan.entries.clear(); }, "wanted"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.rule);
        auto world = a_board();
        row.edit(world);
        auto delivery = planned("hop -1d 08:00 binh");
        delivery.key.rule = row.rule;
        CHECK(world.verdict(delivery, noon) == row.expected);
        CHECK(world.verdict(delivery, iso(delivery.useful_until)) ==
              (row.expected == "cancelled.not-concerned" ? row.expected : "missed.too-late"));
    }
}

TEST_CASE("a notice is judged by what its readers know and what the plan says then", "[4.4]") {
    struct Row {
        std::string what;
        Edit edit;
        std::string expected;
    };
    const auto moved_to = [](int hour) {
        return [=](World& world) {
            head_of(world, 0).moved[day("2026-11-20")] = {day("2026-11-20"),
                                                          LocalHour::at(hour, 0)};
        };
    };
    const std::vector<Row> rows{
        {"moved", moved_to(10), "wanted"},
        {"as it was", moved_to(9), "cancelled.undone"},
        {"gone", [](World& world) { world.plan.entries.clear(); }, "wanted"},
        {"unwanted",
         [=](World& world) {
             moved_to(10)(world);
             world.choose("hoa", "kinds", "deadline");
         },
         "cancelled.unwanted"},
        {"not concerned",
         [=](World& world) {
             moved_to(10)(world);
             head_of(world, 0).audience = {group("thuong-truc")};
         },
         "cancelled.not-concerned"},
        {"left",
         [=](World& world) {
             moved_to(10)(world);
             std::erase(world.people.members, world.the("hoa"));
         },
         "cancelled.member-left"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.what);
        auto world = a_board();
        auto delivery = planned("hop -1d 08:00 hoa");
        delivery.key.rule = "notice 1";
        delivery.before = plan::find_occurrence(world.plan, id_of("hop", "2026-11-20"),
                                                world.sources().placing());
        row.edit(world);
        CHECK(world.verdict(delivery, noon) == row.expected);
    }
}
