// SPEC 4.4: notices that wait, grow, are undone; reminders they cover.
#include "unit/reminder/a_story.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::reminder;
using namespace nhaclich::test;

namespace {

const std::string first_look = "2026-11-10T02:00:00Z";

/// A meeting of the guest's alone: on that day at that hour, with a reminder the day before.
Story::Edit to(const std::string& date, int hour = 8, const Lines& rules = {"-1d 08:00"}) {
    return [=](World& world) {
        world.everybody = {group("khach")};
        world.plan.entries = {meeting("hop", date, LocalHour::at(hour, 0), rules)};
    };
}

Story a_story(const std::string& date = "24/11/2026", const Lines& rules = {"-1d 08:00"},
              const std::string& now = first_look) {
    World world;
    to(date, 8, rules)(world);
    return {world, now};
}

Story::Edit cancelled(bool yes) {
    return
        [=](World& world) { std::get<plan::Meeting>(world.plan.entries[0]).head.cancelled = yes; };
}

const Story::Edit none_left = [](World& world) { world.plan.entries.clear(); };

}  // namespace

TEST_CASE("a notice waits for second thoughts, unless there is no time for them", "[4.4]") {
    struct Row {
        std::string now;
        Story::Edit edit;
        std::string due;
    };
    // The meeting is on the 24th at 01:00Z.
    const std::vector<Row> rows{
        {"2026-11-20T00:00:00Z", to("24/11/2026", 9), "2026-11-20T00:10:00Z"},
        {"2026-11-23T22:00:00Z", to("24/11/2026", 9), "2026-11-23T22:10:00Z"},
        {"2026-11-23T23:00:00Z", to("24/11/2026", 9), "2026-11-23T23:00:00Z"},
        {"2026-11-23T23:00:00Z", none_left, "2026-11-23T23:00:00Z"},
        // Earlier than it was: its new hour counts.
        {"2026-11-23T21:00:00Z", to("24/11/2026", 7), "2026-11-23T21:10:00Z"},
        {"2026-11-23T21:00:01Z", to("24/11/2026", 7), "2026-11-23T21:00:01Z"},
        // Put off, but people are on their way.
        {"2026-11-24T00:55:00Z", to("30/11/2026"), "2026-11-24T00:55:00Z"},
        // It has begun and is put on again.
        {"2026-11-24T03:00:00Z", to("30/11/2026"), "2026-11-24T03:10:00Z"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.now);
        auto story = a_story();
        const auto agenda = story.edit(row.now, row.edit);
        REQUIRE(agenda.deliveries.size() == 1);
        CHECK(iso(agenda.deliveries[0].due) == row.due);
    }
}

TEST_CASE("an edit undone before anybody was told gives nothing", "[4.4]") {
    struct Row {
        std::string what;
        Story::Edit edit, undo;
    };
    const auto given_up = [](const std::string& date) {
        return [=](World& world) {
            std::get<plan::Meeting>(world.plan.entries[0]).head.cancelled_on = {day(date)};
        };
    };
    const std::vector<Row> rows{
        {"another hour", to("24/11/2026", 9), to("24/11/2026")},
        {"another day", to("26/11/2026"), to("24/11/2026")},
        {"an earlier day", to("20/11/2026"), to("24/11/2026")},
        {"far away", to("24/12/2027"), to("24/11/2026")},
        {"cancelled", cancelled(true), cancelled(false)},
        {"cancelled that day", given_up("2026-11-24"), to("24/11/2026")},
        {"removed", none_left, to("24/11/2026")},
    };
    for (const auto& row : rows) {
        CAPTURE(row.what);
        auto story = a_story();
        story.knows("hop", "2026-11-24", "khach");
        CHECK(story.edit("2026-11-10T02:00:00Z", row.edit).deliveries.size() == 1);
        const auto agenda = story.edit("2026-11-10T02:05:00Z", row.undo);
        CHECK(noticed(agenda.deliveries) == Lines{});
        for (const auto& line : story.send("2026-11-10T02:10:00Z"))
            CHECK(line.ends_with("cancelled.undone"));
        // Neither does the next look find anything.
        CHECK(story.edit("2026-11-10T03:00:00Z", [](World&) {}).deliveries.empty());
    }
}

TEST_CASE("what was added and removed before anybody was told gives nothing", "[4.4]") {
    World world;
    world.everybody = {group("khach")};
    Story story(world, first_look);
    CHECK(story.edit(first_look, to("24/11/2026")).deliveries.size() == 1);
    CHECK(story.edit("2026-11-10T02:05:00Z", none_left).deliveries.empty());
    CHECK(story.send("2026-11-10T02:10:00Z") ==
          Lines{"hop 2026-11-24 notice 1 khach: cancelled.undone"});
}

TEST_CASE("a second change while a notice waits adds none, the notice tells how it is then",
          "[4.4]") {
    struct Row {
        std::string what;
        std::vector<Story::Edit> edits;
        Lines expected;
    };
    const std::vector<Row> rows{
        {"moved twice",
         {to("24/11/2026", 9), to("24/11/2026", 10)},
         {"hop 2026-11-24 notice 1 khach: moved"}},
        {"moved, then cancelled",
         {to("24/11/2026", 9), cancelled(true)},
         {"hop 2026-11-24 notice 1 khach: cancelled"}},
        {"cancelled, then moved",
         {cancelled(true), to("24/11/2026", 9)},
         {"hop 2026-11-24 notice 1 khach: moved"}},
        {"moved, then removed",
         {to("24/11/2026", 9), none_left},
         {"hop 2026-11-24 notice 1 khach: cancelled"}},
        {"to another day and hour",
         {to("26/11/2026"), to("26/11/2026", 9)},
         {"hop 2026-11-26 notice 1 khach < 2026-11-24: moved"}},
        {"to another day, then cancelled there",
         {to("26/11/2026"), cancelled(true)},
         {"hop 2026-11-26 notice 1 khach < 2026-11-24: cancelled"}},
        {"to another day, then removed",
         {to("26/11/2026"), none_left},
         {"hop 2026-11-26 notice 1 khach < 2026-11-24: cancelled.undone",
          "hop 2026-11-24 notice 2 2026-11-26 khach: cancelled"}},
        {"to another day, removed, there again",
         {to("26/11/2026"), none_left, to("26/11/2026")},
         {"hop 2026-11-26 notice 1 khach < 2026-11-24: moved",
          "hop 2026-11-24 notice 2 2026-11-26 khach: cancelled.undone"}},
        {"to another day, removed, back",
         {to("26/11/2026"), none_left, to("24/11/2026")},
         {"hop 2026-11-26 notice 1 khach < 2026-11-24: cancelled.undone",
          "hop 2026-11-24 notice 2 2026-11-26 khach: cancelled.undone"}},
        {"to a third day",
         {to("26/11/2026"), to("27/11/2026")},
         {"hop 2026-11-26 notice 1 khach < 2026-11-24: cancelled.undone",
          "hop 2026-11-27 notice 2 khach < 2026-11-24: moved"}},
        {"to a third day and back",
         {to("26/11/2026"), to("27/11/2026"), to("24/11/2026")},
         {"hop 2026-11-26 notice 1 khach < 2026-11-24: cancelled.undone",
          "hop 2026-11-27 notice 2 khach < 2026-11-24: cancelled.undone"}},
    };
    for (const auto& row : rows) {
        CAPTURE(row.what);
        auto story = a_story();
        int minute = 0;
        for (const auto& edit : row.edits)
            story.edit("2026-11-10T02:0" + std::to_string(minute++) + ":00Z", edit);
        CHECK(story.send("2026-11-10T02:10:00Z") == row.expected);
    }
}

TEST_CASE("a day given up and planned again is told, whichever notices went before", "[4.4]") {
    auto story = a_story();
    story.edit("2026-11-10T02:00:00Z", to("26/11/2026"));
    story.edit("2026-11-10T02:05:00Z", none_left);
    CHECK(story.send_due("2026-11-10T02:12:00Z") ==
          Lines{"hop 2026-11-26 notice 1 khach < 2026-11-24: cancelled.undone"});
    SECTION("again") {
        story.edit("2026-11-10T02:13:00Z", to("26/11/2026"));
        CHECK(story.send("2026-11-10T02:30:00Z") ==
              Lines{"hop 2026-11-24 notice 2 2026-11-26 khach: cancelled.undone",
                    "hop 2026-11-26 notice 3 khach < 2026-11-24: moved"});
    }
    SECTION("and given up for good") {
        story.edit("2026-11-10T02:13:00Z", to("26/11/2026"));
        story.edit("2026-11-10T02:14:00Z", none_left);
        CHECK(story.send("2026-11-10T02:30:00Z") ==
              Lines{"hop 2026-11-24 notice 2 2026-11-26 khach: cancelled",
                    "hop 2026-11-26 notice 3 khach < 2026-11-24: cancelled.undone"});
    }
    SECTION("and changed when that was told, while the older notice still waits") {
        story.edit("2026-11-10T02:13:00Z", to("26/11/2026"));
        auto older = story.waiting.front();
        story.waiting.erase(story.waiting.begin());
        CHECK(story.send("2026-11-10T02:23:00Z") ==
              Lines{"hop 2026-11-26 notice 3 khach < 2026-11-24: moved"});
        story.waiting = {older};
        story.edit("2026-11-10T02:24:00Z", to("26/11/2026", 9));
        CHECK(story.send("2026-11-10T02:40:00Z") ==
              Lines{"hop 2026-11-24 notice 2 2026-11-26 khach: cancelled.undone",
                    "hop 2026-11-26 notice 4 khach: moved"});
    }
    SECTION("and back where it was") {
        story.edit("2026-11-10T02:13:00Z", to("24/11/2026"));
        CHECK(story.send("2026-11-10T02:30:00Z") ==
              Lines{"hop 2026-11-24 notice 2 2026-11-26 khach: cancelled.undone"});
    }
}

TEST_CASE("one day of several moved and removed is off, whatever the others do", "[4.4]") {
    const auto on = [](const Lines& dates) {
        return [=](World& world) {
            world.everybody = {group("khach")};
            world.plan.entries.clear();
            for (const auto& date : dates)
                world.plan.entries.emplace_back(meeting("hop", date, LocalHour::at(8, 0), {}));
        };
    };
    World world;
    on({"24/11/2026", "30/11/2026"})(world);
    Story story(world, first_look);
    story.knows("hop", "2026-11-24", "khach");
    story.edit("2026-11-10T02:00:00Z", on({"26/11/2026", "30/11/2026"}));
    story.edit("2026-11-10T02:05:00Z", on({"30/11/2026"}));
    CHECK(story.send("2026-11-10T02:20:00Z") ==
          Lines{"hop 2026-11-26 notice 1 khach < 2026-11-24: cancelled.undone",
                "hop 2026-11-24 notice 2 2026-11-26 khach: cancelled"});
}

TEST_CASE("who was told of a far day hears of the third one, though the second was told nobody",
          "[4.4]") {
    auto story = a_story("20/1/2027");
    story.knows("hop", "2027-01-20", "khach");
    story.edit("2026-11-10T02:00:00Z", to("21/1/2027"));
    story.edit("2026-11-10T02:05:00Z", to("22/1/2027"));
    CHECK(story.send("2026-11-10T02:20:00Z") ==
          Lines{"hop 2027-01-21 notice 1 khach < 2027-01-20: cancelled.undone",
                "hop 2027-01-22 notice 2 khach < 2027-01-20: moved"});
}

TEST_CASE("each change told has a number of its own", "[4.4]") {
    auto story = a_story();
    Lines all;
    const auto after = [&](const std::string& hour, const Story::Edit& edit) {
        story.edit("2026-11-10T" + hour + ":00:00Z", edit);
        for (const auto& line : story.send("2026-11-10T" + hour + ":30:00Z")) all.push_back(line);
    };
    after("03", to("24/11/2026", 9));
    after("04", to("24/11/2026", 10));
    after("05", cancelled(true));
    after("06", cancelled(false));
    after("07", to("26/11/2026", 10));
    after("08", to("24/11/2026", 10));
    after("09", to("26/11/2026", 10));
    CHECK(all ==
          Lines{"hop 2026-11-24 notice 1 khach: moved", "hop 2026-11-24 notice 2 khach: moved",
                "hop 2026-11-24 notice 3 khach: cancelled", "hop 2026-11-24 notice 4 khach: added",
                "hop 2026-11-26 notice 5 khach < 2026-11-24: moved",
                "hop 2026-11-24 notice 6 khach < 2026-11-26: moved",
                "hop 2026-11-26 notice 7 khach < 2026-11-24: moved"});
}

TEST_CASE("what moves to a day that changed often goes on with the numbers of that day", "[4.4]") {
    const auto days = [](const Lines& dates, int hour = 8) {
        return [=](World& world) {
            world.plan.entries.clear();
            for (const auto& date : dates)
                world.plan.entries.emplace_back(meeting("hop", date, LocalHour::at(hour, 0), {}));
        };
    };
    auto story = a_story();
    days({"24/11/2026", "30/11/2026"})(story.world);
    story.announced = announced_now(story.world.sources(), {}, {}, instant("2026-11-10T02:00:00Z"));
    story.edit("2026-11-10T03:00:00Z", days({"24/11/2026", "30/11/2026"}, 9));
    story.edit("2026-11-10T04:00:00Z", days({"30/11/2026"}, 9));
    story.send("2026-11-10T05:00:00Z");
    story.edit("2026-11-10T06:00:00Z", days({"24/11/2026"}, 9));
    CHECK(story.send("2026-11-10T07:00:00Z") ==
          Lines{"hop 2026-11-24 notice 3 khach < 2026-11-30: moved"});
}

TEST_CASE("a notice covers reminders alone, no summary", "[4.4]") {
    World world;
    auto one = deadline("nop", "24/11/2026", {"-2d 08:00 khach", "-2d 08:00"});
    one.summary = {rule("-2d 08:00")};
    world.plan.entries = {one};
    Story story(world, "2026-11-19T02:00:00Z");
    const auto agenda = story.edit("2026-11-19T02:00:00Z", [](World& edited) {
        std::get<plan::Deadline>(edited.plan.entries[0]).head.moved[day("2026-11-24")] = {
            day("2026-11-20"), std::nullopt};
    });
    CHECK(brief(agenda.deliveries) == Lines{"notice 1 hoa", "notice 1 binh"});
    CHECK(untold(agenda.unsent) ==
          Lines{"nop -2d 08:00 hoa: cancelled.noticed", "nop -2d 08:00 binh: cancelled.noticed"});
}

TEST_CASE("who waits for what was moved into the past is told", "[4.4]") {
    auto story = a_story("12/11/2026");
    story.edit(first_look, [](World& world) {
        std::get<plan::Meeting>(world.plan.entries[0]).head.moved[day("2026-11-12")] = {
            day("2026-11-09"), std::nullopt};
    });
    REQUIRE(story.waiting.size() == 1);
    CHECK(iso(story.waiting[0].useful_until) == "2026-11-12T02:00:00Z");
    CHECK(story.send("2026-11-10T02:10:00Z") == Lines{"hop 2026-11-12 notice 1 khach: moved"});
    CHECK(story.edit("2026-11-10T03:00:00Z", [](World&) {}).deliveries.empty());
}

TEST_CASE("what is over as it was and as it is changes for nobody", "[4.4]") {
    auto story = a_story("12/11/2026");
    CHECK(story.edit("2026-11-12T02:00:00Z", to("12/11/2026", 7)).deliveries.empty());
    CHECK(story.edit("2026-11-12T02:00:00Z", none_left).deliveries.empty());
}

TEST_CASE("reminders that passed by the move are covered by the notice, those to come are not",
          "[4.4]") {
    auto story = a_story("24/11/2026", {"-7d 08:00", "-5d 08:00 tieu-khu", "-1d 08:00"});
    const auto agenda = story.edit(
        first_look, to("12/11/2026", 8, {"-7d 08:00", "-5d 08:00 tieu-khu", "-1d 08:00"}));
    CHECK(noticed(agenda.deliveries) == Lines{"hop 2026-11-12 notice 1 khach < 2026-11-24"});
    CHECK(untold(agenda.unsent) == Lines{"hop -7d 08:00 khach: cancelled.noticed"});
    CHECK(agenda.unsent[0].state() == State::cancelled);
}

TEST_CASE("a reminder just planned gives way to the notice that tells the same", "[4.4]") {
    auto story = a_story("24/11/2026", {"-14d 09:00", "-1d 08:00"});
    auto agenda = story.world.at(first_look, "2026-11-10T01:00:00Z");
    REQUIRE(brief(agenda.deliveries) == Lines{"-14d 09:00 khach"});
    agenda = story.edit(first_look, to("24/11/2026", 9, {"-14d 09:00", "-1d 08:00"}), agenda);
    CHECK(brief(agenda.deliveries) == Lines{"notice 1 khach"});
    CHECK(untold(agenda.unsent) == Lines{"hop -14d 09:00 khach: cancelled.noticed"});
}

TEST_CASE("what fell due while an edit stood that was undone goes out after all", "[4.4]") {
    struct Row {
        std::string what;
        Story::Edit edit;
        Lines expected;
    };
    const Lines both{"-7d 08:00", "-1d 08:00"};
    // A reminder is due at 01:00Z of the 23rd; the edit stands from 00:55 to 01:02.
    const std::vector<Row> rows{
        {"another day", to("26/11/2026", 8, both), {"-1d 08:00 khach"}},
        {"cancelled", cancelled(true), {"-1d 08:00 khach"}},
        {"removed", none_left, {"-1d 08:00 khach"}},
        // As announced it fell due too: planned already.
        {"another hour", to("24/11/2026", 9, both), {}},
    };
    for (const auto& row : rows) {
        CAPTURE(row.what);
        auto story = a_story("24/11/2026", both);
        story.edit("2026-11-23T00:55:00Z", row.edit);
        const auto agenda = story.edit("2026-11-23T01:02:00Z", to("24/11/2026", 8, both));
        CHECK(brief(agenda.deliveries) == row.expected);
        CHECK(agenda.unsent.empty());
        for (const auto& delivery : agenda.deliveries) {
            CHECK(iso(delivery.due) == "2026-11-23T01:00:00Z");
            CHECK(story.world.verdict(delivery, "2026-11-23T01:02:00Z") == "wanted");
        }
    }
}

TEST_CASE("an edit undone brings up nothing of before the first start", "[4.3][4.4]") {
    const Lines both{"-7d 08:00", "-1d 08:00"};
    for (const auto* first_start : {"2026-11-23T01:00:00Z", "2026-11-23T00:59:59Z"}) {
        CAPTURE(first_start);
        auto story = a_story("24/11/2026", both);
        story.edit("2026-11-23T01:01:00Z", to("26/11/2026", 8, both));
        reminder::Agenda agenda;
        agenda.first_start = instant(first_start);
        agenda = story.edit("2026-11-23T01:02:00Z", to("24/11/2026", 8, both), agenda);
        const bool is_past = iso(agenda.first_start) == "2026-11-23T01:00:00Z";
        CHECK(brief(agenda.deliveries) == (is_past ? Lines{} : Lines{"-1d 08:00 khach"}));
    }
}

TEST_CASE("a notice delayed by quiet hours past all use is missed and says so", "[4.4]") {
    auto story = a_story();
    story.world.choose("khach", "pause", "2027-01-01T00:00:00Z");
    const auto agenda = story.edit(first_look, to("24/11/2026", 9));
    CHECK(agenda.deliveries.empty());
    CHECK(untold(agenda.unsent) == Lines{"hop notice 1 khach: missed.paused"});
}
