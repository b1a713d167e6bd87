#include "unit/reminder/world.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::reminder;
using namespace nhaclich::test;

TEST_CASE("what fell due since the last look is planned once, by due instant", "[4.2]") {
    World world;
    world.plan.entries = {plan::Observance{told_by("le", {"-1d 08:00", "0d 06:30"}), on("25/11")}};
    const auto agenda = world.at("2026-11-24T01:00:00Z", "2026-11-24T00:59:59Z");
    CHECK(told(agenda.deliveries) ==
          std::vector<std::string>{"2026-11-24T01:00:00Z le -1d 08:00 hoa email",
                                   "2026-11-24T01:00:00Z le -1d 08:00 binh email"});
    CHECK(iso(agenda.next_wake) == "2026-11-24T23:30:00Z");
    CHECK(world.at("2026-11-24T01:00:00Z", "2026-11-24T01:00:00Z").deliveries.empty());
}

TEST_CASE("the first start sends nothing for the past", "[4.3]") {
    World world;
    world.plan.entries = {plan::Observance{told_by("le", {"-1d 08:00"}), on("25/11")}};
    const auto agenda = world.at("2026-11-24T01:00:01Z");
    CHECK(agenda.deliveries.empty());
    CHECK(agenda.unsent.empty());
    CHECK(iso(agenda.planned_until) == "2026-11-24T01:00:01Z");
    CHECK(iso(agenda.next_wake) == "2027-11-24T01:00:00Z");
}

TEST_CASE("after downtime the useful goes out and the rest is recorded as missed", "[4.3]") {
    World world;
    world.plan.entries = {plan::Observance{told_by("cu", {"0d 06:30 khach"}), on("20/11")},
                          plan::Observance{told_by("moi", {"-3d 08:00 khach"}), on("25/11")}};
    const auto agenda = world.at("2026-11-24T02:00:00Z", "2026-11-01T00:00:00Z");
    CHECK(told(agenda.deliveries) ==
          std::vector<std::string>{"2026-11-22T01:00:00Z moi -3d 08:00 khach email"});
    REQUIRE(agenda.unsent.size() == 1);
    CHECK(agenda.unsent[0].delivery.key.occurrence.entry.str() == "cu");
    CHECK(agenda.unsent[0].reason == "missed.too-late"_msg);
}

TEST_CASE("how long a reminder is useful depends on what it is about", "[4.3]") {
    World world;
    const plan::MeetingTime morning{day("2026-11-24"), LocalHour::at(8, 0),
                                    std::chrono::minutes{60}};
    world.plan.entries = {
        plan::Meeting{told_by("hop", {"-1d 08:00 khach"}), morning},
        plan::Campaign{told_by("thang", {"0d 07:00 khach"}), on("15/11"), on("15/12")},
        plan::Deadline{told_by("nop", {"0d 08:00 khach"}),
                       plan::Limit::by,
                       on("20/11/2026"),
                       {group("tieu-khu")},
                       {}}};
    std::map<std::string, std::string> until;
    for (const auto& d : world.in("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"))
        until[d.key.occurrence.entry.str()] = iso(d.useful_until);
    CHECK(until == std::map<std::string, std::string>{{"hop", "2026-11-24T01:00:00Z"},
                                                      {"thang", "2026-12-15T17:00:00Z"},
                                                      {"nop", "2026-12-20T17:00:00Z"}});
}

TEST_CASE("a deadline concerns those who owe and those who receive, a rule's groups replace them",
          "[4.5]") {
    World world;
    world.plan.entries = {plan::Deadline{told_by("nop", {"-1d 08:00", "0d 08:00 khach"}),
                                         plan::Limit::by,
                                         on("20/11"),
                                         {group("tieu-khu")},
                                         {group("thuong-truc")}}};
    const auto agenda = world.at("2026-11-20T02:00:00Z", "2026-11-18T00:00:00Z");
    CHECK(told(agenda.deliveries) ==
          std::vector<std::string>{"2026-11-19T01:00:00Z nop -1d 08:00 hoa email",
                                   "2026-11-19T01:00:00Z nop -1d 08:00 binh email",
                                   "2026-11-20T01:00:00Z nop 0d 08:00 khach email"});
}

TEST_CASE("two rules of the same time to overlapping groups make one delivery", "[4.1]") {
    World world;
    world.plan.entries = {plan::Observance{
        told_by("le", {"0d 08:00", "0d 08:00 thuong-truc", "0d 08:00 khach"}), on("25/11")}};
    CHECK(world.at("2026-11-25T01:00:00Z", "2026-11-25T00:00:00Z").deliveries.size() == 3);
}

TEST_CASE("an entry without rules of its own takes those of its kind", "[4.1]") {
    World world;
    world.reminding.defaults[plan::Kind::observance] = {rule("-2d 09:00 khach")};
    world.plan.entries = {plan::Observance{entry("le"), on("25/11")},
                          plan::Observance{told_by("im", {}), on("25/11")}};
    const auto agenda = world.at("2026-11-23T02:00:00Z", "2026-11-23T00:00:00Z");
    CHECK(told(agenda.deliveries) ==
          std::vector<std::string>{"2026-11-23T02:00:00Z le -2d 09:00 khach email"});
}

TEST_CASE("cancelled occurrences remind nobody", "[4.4]") {
    World world;
    auto head = told_by("le", {"0d 08:00"});
    head.cancelled_on = {day("2026-11-25")};
    world.plan.entries = {plan::Observance{head, on("25/11")}};
    const auto agenda = world.at("2026-11-25T01:00:00Z", "2026-11-20T00:00:00Z");
    CHECK(agenda.deliveries.empty());
    CHECK(iso(agenda.next_wake) == "2027-11-25T01:00:00Z");
}

TEST_CASE("a clock set back plans again what comes, for identity keeps from repeating", "[4.2]") {
    World world;
    world.plan.entries = {plan::Observance{told_by("le", {"-1d 08:00", "0d 06:30"}), on("25/11")}};
    const auto agenda = world.at("2026-11-01T00:00:00Z", "2026-11-24T02:00:00Z");
    CHECK(agenda.deliveries.empty());
    CHECK(iso(agenda.planned_until) == "2026-11-01T00:00:00Z");
    CHECK(iso(agenda.next_wake) == "2026-11-24T01:00:00Z");
}

TEST_CASE("a shifted due day keeps the delivery's identity", "[4.1]") {
    World world;
    const auto head = told_by("nop", {"-1wd 08:00 khach"});
    const plan::Deadline as_written{
        head, plan::Limit::before, on("5/6/2028"), {group("tieu-khu")}, {}};
    auto shifted = as_written;
    shifted.head.shift = calendar::Shift::earlier;
    world.plan.entries = {as_written};
    const auto before = world.in("2028-05-01T00:00:00Z", "2028-07-01T00:00:00Z");
    world.plan.entries = {shifted};
    const auto after = world.in("2028-05-01T00:00:00Z", "2028-07-01T00:00:00Z");
    REQUIRE(before.size() == 1);
    REQUIRE(after.size() == 1);
    CHECK(before[0].key == after[0].key);
    CHECK(before[0].due != after[0].due);
}
