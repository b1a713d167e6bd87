// SPEC 4.5: deadlines chase only those who owe.
#include "unit/reminder/world.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::reminder;
using namespace nhaclich::test;

namespace {

/// Hoa answers for two neighbourhoods, Lan for a third; Binh receives the reports. Due on a Friday.
World chased(const Lines& rules = {}) {
    World world;
    world.add("lan", {});
    world.add("pho", {group("pho")});
    world.add("truong", {group("truong")});
    world.people.groups.push_back({group("pho"), {}, {}});
    world.people.groups.push_back({group("truong"), {}, {}});
    world.people.units = {{unit("tk1"), {}, {group("tieu-khu")}, {member("hoa")}},
                          {unit("tk2"), {}, {group("tieu-khu")}, {member("hoa")}},
                          {unit("tk3"), {}, {group("tieu-khu")}, {member("lan")}}};
    auto one = deadline("nop", "20/11/2026", rules);
    one.summary.emplace();
    one.overdue.emplace();
    world.plan.entries = {one};
    return world;
}

plan::Deadline& the_deadline(World& world) {
    return std::get<plan::Deadline>(world.plan.entries[0]);
}

World nagged(const std::string& nag) {
    auto world = chased();
    the_deadline(world).overdue->nag = plan::Nag::parse(nag).value();
    return world;
}

World climbing() {
    auto world = chased();
    for (const auto* step :
         {"thuong-truc after 1wd 08:00", "pho after 3wd", "truong after 6wd 09:00"})
        the_deadline(world).overdue->escalate.push_back(plan::Escalation::parse(step).value());
    return world;
}

using Reports = std::vector<std::string>;

}  // namespace

TEST_CASE("before the due day those are reminded who owe, and the receivers while one does",
          "[4.5]") {
    struct Row {
        Reports reported;
        Lines told;
    };
    const auto row = GENERATE(values<Row>({
        {{}, {"0d 08:00 hoa", "0d 08:00 binh", "0d 08:00 lan"}},
        {{"tk3"}, {"0d 08:00 hoa", "0d 08:00 binh"}},
        {{"tk1"}, {"0d 08:00 hoa", "0d 08:00 binh", "0d 08:00 lan"}},
        {{"tk1", "tk2"}, {"0d 08:00 binh", "0d 08:00 lan"}},
        {{"tk1", "tk2", "tk3"}, {}},
        {{"khac"}, {"0d 08:00 hoa", "0d 08:00 binh", "0d 08:00 lan"}},
    }));
    CAPTURE(row.reported);
    auto world = chased({"0d 08:00"});
    for (const auto& by : row.reported) world.report("nop", "2026-11-20", by);
    CHECK(brief(world.in_the_year()) == row.told);
}

TEST_CASE("nothing to report counts as a report, an undone one does not", "[4.5]") {
    auto world = chased({"0d 08:00"});
    for (const auto* by : {"tk1", "tk2", "tk3"})
        world.report("nop", "2026-11-20", by, "2026-11-18", Answer::nothing_to_report);
    CHECK(world.in_the_year().empty());
    world.records.receipts.begin()->second.erase(unit("tk3"));
    CHECK(brief(world.in_the_year()) == Lines{"0d 08:00 binh", "0d 08:00 lan"});
}

TEST_CASE("a report for one occurrence is none for another", "[4.5]") {
    auto world = chased({"0d 08:00 khach"});
    the_deadline(world).date = on("20/11");
    for (const auto* by : {"tk1", "tk2", "tk3"}) world.report("nop", "2025-11-20", by);
    CHECK(told(world.in_the_year()) == Lines{"2026-11-20T01:00:00Z nop 0d 08:00 khach email"});
}

TEST_CASE("who owes and receives at once is told until all have reported, nagged until he has",
          "[4.5]") {
    auto world = nagged("every 1wd 08:00");
    *the_deadline(world).head.remind = {rule("0d 08:00")};
    the_deadline(world).submit_to = {group("nhan")};
    world.people.groups.push_back({group("nhan"), {}, {}});
    world.the("lan").groups = {group("nhan")};
    world.report("nop", "2026-11-20", "tk3");
    CHECK(brief(world.in("2026-11-19T00:00:00Z", "2026-11-23T12:00:00Z")) ==
          Lines{"0d 08:00 hoa", "0d 08:00 lan", "nag 2026-11-23 hoa"});
}

TEST_CASE("after the due day who owes is nagged by working days until the chase ends", "[4.5]") {
    struct Row {
        std::string nag;
        int chase;
        Lines days;
    };
    const auto row = GENERATE(values<Row>({
        {"every 2wd 08:00",
         14,
         {"nag 2026-11-24 lan", "nag 2026-11-27 lan", "nag 2026-12-01 lan", "nag 2026-12-03 lan"}},
        {"every 2d 08:00", 6, {"nag 2026-11-22 lan", "nag 2026-11-24 lan", "nag 2026-11-26 lan"}},
        {"every 1wd 08:00", 6, {"nag 2026-11-23 lan", "nag 2026-11-24 lan", "nag 2026-11-26 lan"}},
        {"every 5wd 08:00", 7, {}},
        {"every 5wd 08:00", 10, {"nag 2026-11-30 lan"}},
        {"every 2wd 08:00", 0, {}},
    }));
    CAPTURE(row.nag, row.chase);
    auto world = nagged(row.nag);
    world.day_off("2026-11-25");
    world.reminding.chase = std::chrono::days{row.chase};
    world.report("nop", "2026-11-20", "tk1");
    world.report("nop", "2026-11-20", "tk2");
    const auto nags = world.in_the_year();
    CHECK(brief(nags) == row.days);
    for (const auto& nag : nags) {
        CHECK(purpose(nag.key) == Purpose::nag);
        CHECK(nag.due < nag.useful_until);
    }
}

TEST_CASE("it climbs step by step, each with its own delay and hour, while a report is missing",
          "[4.5]") {
    auto world = climbing();
    world.day_off("2026-11-25");
    const Lines all{"2026-11-23T01:00:00Z nop escalation thuong-truc after 1wd 08:00 binh email",
                    "2026-11-26T01:00:00Z nop escalation pho after 3wd 08:00 pho email",
                    "2026-12-01T02:00:00Z nop escalation truong after 6wd 09:00 truong email"};
    CHECK(told(world.in_the_year()) == all);
    world.report("nop", "2026-11-20", "tk1");
    world.report("nop", "2026-11-20", "tk2");
    CHECK(told(world.in_the_year()) == all);
    world.report("nop", "2026-11-20", "tk3", "2026-11-27");
    CHECK(world.in_the_year().empty());
}

TEST_CASE("chasing stops at once when the receipt comes, though planned and waiting", "[4.5]") {
    auto world = climbing();
    the_deadline(world).overdue->nag = plan::Nag::parse("every 1wd 08:00").value();
    *the_deadline(world).head.remind = {rule("0d 08:00"), rule("0d 08:00 pho")};
    const auto planned = world.in("2026-11-19T00:00:00Z", "2026-11-26T02:00:00Z");
    REQUIRE(planned.size() > 10);
    for (const auto& delivery : planned)
        CHECK(world.verdict(delivery, "2026-11-26T03:00:00Z") == "wanted");
    world.report("nop", "2026-11-20", "tk3");
    for (const auto& delivery : planned)
        CHECK(world.verdict(delivery, "2026-11-26T03:00:00Z") ==
              (delivery.key.member == member("lan") ? "cancelled.receipt" : "wanted"));
    world.report("nop", "2026-11-20", "tk1");
    world.report("nop", "2026-11-20", "tk2");
    for (const auto& delivery : planned)
        CHECK(world.verdict(delivery, "2026-11-26T03:00:00Z") == "cancelled.receipt");
    // Undone: they owe again.
    world.records.receipts.clear();
    for (const auto& delivery : planned)
        CHECK(world.verdict(delivery, "2026-11-26T03:00:00Z") == "wanted");
}

TEST_CASE("the summary goes to those it names or who receive, also when all have reported",
          "[4.5]") {
    auto world = chased();
    the_deadline(world).summary = {rule("-1d 08:00"), rule("+1wd 08:00 truong pho")};
    const Lines expected{"summary -1d 08:00 binh", "summary +1wd 08:00 pho",
                         "summary +1wd 08:00 truong"};
    CHECK(brief(world.in_the_year()) == expected);
    for (const auto* by : {"tk1", "tk2", "tk3"}) world.report("nop", "2026-11-20", by);
    const auto planned = world.in_the_year();
    CHECK(brief(planned) == expected);
    CHECK(world.verdict(planned[2], "2026-11-23T01:00:00Z") == "wanted");
}

TEST_CASE("a deadline that says nothing of chasing is chased as the board says", "[4.5]") {
    auto world = chased();
    the_deadline(world).summary.reset();
    the_deadline(world).overdue.reset();
    world.reminding.summary = {rule("+1wd 07:00 truong")};
    world.reminding.overdue = {plan::Nag::parse("every 20wd 08:00").value(),
                               {plan::Escalation::parse("pho after 1wd").value()}};
    CHECK(brief(world.in_the_year()) == Lines{"summary +1wd 07:00 truong",
                                              "escalation pho after 1wd 08:00 pho",
                                              "nag 2026-12-18 hoa", "nag 2026-12-18 lan"});
}

TEST_CASE("a group without units owes as one", "[4.5]") {
    auto world = nagged("every 20wd 08:00");
    the_deadline(world).owed_by = {group("khach")};
    CHECK(brief(world.in_the_year()) == Lines{"nag 2026-12-18 khach"});
    world.report("nop", "2026-11-20", "khach");
    CHECK(world.in_the_year().empty());
}

TEST_CASE("chasing counts from the due day as it lies, and never twice on one day", "[4.5]") {
    auto world = nagged("every 1wd 08:00");
    world.reminding.chase = std::chrono::days{5};
    the_deadline(world).head.shift = calendar::Shift::later;
    const auto before = world.in("2026-11-20T00:00:00Z", "2026-11-30T00:00:00Z");
    CHECK(iso(before.at(0).due) == "2026-11-23T01:00:00Z");
    world.day_off("2026-11-20");  // moves the due day to Monday
    const auto after = world.in("2026-11-20T00:00:00Z", "2026-11-30T00:00:00Z");
    CHECK(iso(after.at(0).due) == "2026-11-24T01:00:00Z");
    CHECK(world.verdict(before.at(0), "2026-11-23T01:00:00Z") == "cancelled.not-concerned");
    std::set<DeliveryKey> keys;
    for (const auto& delivery : after) CHECK(keys.insert(delivery.key).second);
}

TEST_CASE("nagging and climbing wait for the end of quiet hours", "[4.5]") {
    auto world = nagged("every 1wd 22:00");
    world.reminding.quiet = plan::QuietHours::parse("21:30-05:30").value();
    world.reminding.chase = std::chrono::days{4};
    world.report("nop", "2026-11-20", "tk3");
    the_deadline(world).overdue->escalate = {
        plan::Escalation::parse("pho after 1wd 04:00").value()};
    Lines allowed;
    for (const auto& delivery : world.in_the_year())
        allowed.push_back(brief({delivery}).front() + " " + iso(delivery.not_before));
    CHECK(allowed == Lines{"escalation pho after 1wd 04:00 pho 2026-11-22T22:30:00Z",
                           "nag 2026-11-23 hoa 2026-11-23T22:30:00Z",
                           // After that night nobody chases any more: brought forward.
                           "nag 2026-11-24 hoa 2026-11-24T14:29:00Z"});
}

TEST_CASE("what follows the reports begins on the day on which the last one came", "[4.5]") {
    auto world = chased();
    plan::Deadline merged{told_by("tong-hop", {"0d 08:00 khach"}),
                          plan::Limit::by,
                          plan::After{EntryId::parse("nop").value(), 3, true, true},
                          {group("thuong-truc")},
                          {group("truong")}};
    world.plan.entries.emplace_back(merged);
    struct Row {
        Reports days;  ///< of the first neighbourhoods in turn
        std::string due;
    };
    for (const auto& row :
         std::vector<Row>{{{}, "2026-11-25"},
                          {{"2026-11-10", "2026-11-12"}, "2026-11-25"},  // one is missing
                          {{"2026-11-10", "2026-11-12", "2026-11-11"}, "2026-11-17"},
                          {{"2026-11-10", "2026-11-27", "2026-11-11"}, "2026-12-02"}}) {
        CAPTURE(row.days);
        world.records.receipts.clear();
        for (std::size_t i = 0; i < row.days.size(); ++i)
            world.report("nop", "2026-11-20", "tk" + std::to_string(i + 1), row.days[i]);
        world.submissions = submissions(world.records.receipts, world.plan, world.people,
                                        {world.working_days, world.zone, nullptr});
        const auto planned = world.in_the_year();
        REQUIRE(planned.size() == 1);
        CHECK(iso(planned[0].due) == row.due + "T01:00:00Z");
        CHECK(iso(planned[0].key.occurrence.nominal) == "2026-11-20");
    }
}
