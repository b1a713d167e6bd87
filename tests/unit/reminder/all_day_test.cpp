// SPEC 4.6: all-day reminders.
#include "unit/reminder/world.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::reminder;
using namespace nhaclich::test;

TEST_CASE("an all-day reminder is a date offset and a local clock hour, also where clocks change",
          "[4.6]") {
    struct Row {
        std::string zone, day, rule, due;
    };
    const auto row = GENERATE(values<Row>({
        {"Asia/Ho_Chi_Minh", "30/3/2026", "-1d 08:00", "2026-03-29T01:00:00Z"},
        {"Asia/Ho_Chi_Minh", "30/3/2026", "0d 00:00", "2026-03-29T17:00:00Z"},
        // Clocks go forward on 29 March: that day has 23 hours.
        {"Europe/Berlin", "30/3/2026", "-2d 08:00", "2026-03-28T07:00:00Z"},
        {"Europe/Berlin", "30/3/2026", "-1d 08:00", "2026-03-29T06:00:00Z"},
        {"Europe/Berlin", "29/3/2026", "0d 00:00", "2026-03-28T23:00:00Z"},
        {"Europe/Berlin", "30/3/2026", "0d 00:00", "2026-03-29T22:00:00Z"},
        // There is no 02:30 on that day: the first instant after the gap.
        {"Europe/Berlin", "29/3/2026", "0d 02:30", "2026-03-29T01:00:00Z"},
        // Clocks go back on 25 October: that day has 25 hours, and 02:30 twice.
        {"Europe/Berlin", "26/10/2026", "-2d 08:00", "2026-10-24T06:00:00Z"},
        {"Europe/Berlin", "26/10/2026", "-1d 08:00", "2026-10-25T07:00:00Z"},
        {"Europe/Berlin", "25/10/2026", "0d 02:30", "2026-10-25T00:30:00Z"},
        {"Europe/Berlin", "26/10/2026", "0d 00:00", "2026-10-25T23:00:00Z"},
        // Working days: from Monday back over the weekend on which clocks change.
        {"Europe/Berlin", "26/10/2026", "-1wd 08:00", "2026-10-23T06:00:00Z"},
        {"America/New_York", "9/3/2026", "-1d 08:00", "2026-03-08T12:00:00Z"},
    }));
    CAPTURE(row.zone, row.day, row.rule);
    World world;
    world.zone = calendar::Zone::find(row.zone).value();
    world.plan.entries = {plan::Observance{told_by("le", {row.rule + " khach"}), on(row.day)}};
    const auto due = world.in_the_year();
    REQUIRE(due.size() == 1);
    CHECK(iso(due[0].due) == row.due);
}

TEST_CASE("a whole day is of use until its local midnight", "[4.6]") {
    struct Row {
        std::string zone, day, until;
    };
    const auto row = GENERATE(values<Row>({
        {"Asia/Ho_Chi_Minh", "25/11/2026", "2026-11-25T17:00:00Z"},
        {"Europe/Berlin", "29/3/2026", "2026-03-29T22:00:00Z"},
        {"Europe/Berlin", "25/10/2026", "2026-10-25T23:00:00Z"},
    }));
    CAPTURE(row.zone, row.day);
    World world;
    world.zone = calendar::Zone::find(row.zone).value();
    world.plan.entries = {plan::Observance{told_by("le", {"0d 08:00 khach"}), on(row.day)}};
    const auto due = world.in_the_year();
    REQUIRE(due.size() == 1);
    CHECK(iso(due[0].useful_until) == row.until);
}

TEST_CASE("minutes before the start say nothing of a whole day", "[4.6]") {
    World world;
    world.plan.entries = {
        plan::Observance{told_by("le", {"-2h khach", "-30m khach"}), on("25/11/2026")},
        meeting("hop", "25/11/2026", LocalHour::at(9, 0), {"-2h khach"})};
    CHECK(told(world.in_the_year()) == Lines{"2026-11-25T00:00:00Z hop -120m khach email"});
}

TEST_CASE("who chose only hours before the start is told of whole days as the entry says",
          "[4.6]") {
    World world;
    world.choose("hoa", "offsets", "-2h");
    world.plan.entries = {plan::Observance{told_by("le", {"-1d 08:00"}), on("25/11/2026")},
                          meeting("hop", "27/11/2026", LocalHour::at(9, 0), {"-1d 08:00"})};
    CHECK(brief(world.in_the_year()) ==
          Lines{"-1d 08:00 hoa", "-1d 08:00 binh", "-1d 08:00 binh", "-120m hoa"});
}
