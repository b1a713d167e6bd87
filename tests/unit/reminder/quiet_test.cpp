// SPEC 4.7: quiet hours, rest days, pauses.
#include "reminder/quiet.hpp"

#include "unit/reminder/world.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::reminder;
using namespace nhaclich::test;

namespace {

const calendar::WorkingDays weekdays{calendar::Holidays{}};

/// "21:30-05:30 rest": the hours, and whether days off are kept.
Rest resting(const std::string& text, const calendar::Zone& zone) {
    Rest rest{std::nullopt, text.ends_with("rest"), weekdays, zone};
    if (text.find('-') != std::string::npos)
        rest.quiet = plan::QuietHours::parse(text.substr(0, 11)).value();
    return rest;
}

/// Local wall clock time of Hanoi, "2026-11-27 21:30".
Instant local(const std::string& text) {
    return hanoi().instant_of(day(text.substr(0, 10)), LocalHour::parse(text.substr(11)).value());
}

World evening_meeting(const std::string& rule_text) {
    World world;
    world.plan.entries = {
        meeting("hop", "25/11/2026", LocalHour::at(5, 0), {rule_text + " khach"})};
    return world;
}

}  // namespace

TEST_CASE("what falls into quiet hours or days off is delayed to the next allowed hour", "[4.7]") {
    struct Row {
        std::string rest, wanted, allowed;
    };
    // The 27th of November 2026 is a Friday.
    const auto row = GENERATE(values<Row>({
        {"21:30-05:30", "2026-11-27 21:29", "2026-11-27 21:29"},
        {"21:30-05:30", "2026-11-27 21:30", "2026-11-28 05:30"},
        {"21:30-05:30", "2026-11-27 00:00", "2026-11-27 05:30"},
        {"21:30-05:30", "2026-11-27 05:29", "2026-11-27 05:30"},
        {"21:30-05:30", "2026-11-27 05:30", "2026-11-27 05:30"},
        {"21:00-00:00", "2026-11-27 23:59", "2026-11-28 00:00"},
        {"00:00-06:00", "2026-11-27 00:00", "2026-11-27 06:00"},
        {"12:00-13:30", "2026-11-27 12:30", "2026-11-27 13:30"},
        {"12:00-13:30", "2026-11-27 13:30", "2026-11-27 13:30"},
        {"rest", "2026-11-27 23:00", "2026-11-27 23:00"},
        {"rest", "2026-11-28 10:00", "2026-11-30 07:00"},
        {"21:30-05:30 rest", "2026-11-27 22:00", "2026-11-30 05:30"},
        {"21:30-05:30 rest", "2026-11-29 10:00", "2026-11-30 05:30"},
        {"00:00-06:00 rest", "2026-11-29 10:00", "2026-11-30 06:00"},
        // A working day begins in the morning, not after its noon rest.
        {"12:00-13:30 rest", "2026-11-29 10:00", "2026-11-30 07:00"},
        {"21:00-00:00 rest", "2026-11-29 10:00", "2026-11-30 07:00"},
    }));
    CAPTURE(row.rest, row.wanted);
    const auto zone = hanoi();
    CHECK(iso(allowed_from(local(row.wanted), resting(row.rest, zone))) == iso(local(row.allowed)));
}

TEST_CASE("the last allowed minute before quiet hours or days off is found", "[4.7]") {
    struct Row {
        std::string rest, wanted, allowed;
    };
    const auto row = GENERATE(values<Row>({
        {"21:30-05:30", "2026-11-27 21:29", "2026-11-27 21:29"},
        {"21:30-05:30", "2026-11-27 21:30", "2026-11-27 21:29"},
        {"21:30-05:30", "2026-11-27 05:29", "2026-11-26 21:29"},
        {"21:30-05:30", "2026-11-27 05:30", "2026-11-27 05:30"},
        {"00:00-06:00", "2026-11-27 03:00", "2026-11-26 23:59"},
        {"12:00-13:30", "2026-11-27 13:00", "2026-11-27 11:59"},
        {"rest", "2026-11-29 10:00", "2026-11-27 16:59"},
        {"21:30-05:30 rest", "2026-11-29 10:00", "2026-11-27 21:29"},
        {"21:30-05:30 rest", "2026-11-30 04:00", "2026-11-27 21:29"},
        {"12:00-13:30 rest", "2026-11-29 10:00", "2026-11-27 16:59"},
    }));
    CAPTURE(row.rest, row.wanted);
    const auto zone = hanoi();
    CHECK(iso(allowed_until(local(row.wanted), resting(row.rest, zone))) ==
          iso(local(row.allowed)));
}

TEST_CASE("quiet hours end by the wall clock where clocks change", "[4.7]") {
    const auto berlin = calendar::Zone::find("Europe/Berlin").value();
    const auto rest = resting("21:30-05:30", berlin);
    CHECK(iso(allowed_from(instant("2026-03-28T22:00:00Z"), rest)) == "2026-03-29T03:30:00Z");
    CHECK(iso(allowed_from(instant("2026-10-24T22:00:00Z"), rest)) == "2026-10-25T04:30:00Z");
}

TEST_CASE("a member's own quiet hours stand above the board's", "[4.7]") {
    struct Row {
        std::string board, own, not_before;
    };
    const auto row = GENERATE(values<Row>({
        {"", "", "2026-11-25T15:00:00Z"},
        {"21:30-05:30", "", "2026-11-25T22:30:00Z"},
        {"", "21:00-06:00", "2026-11-25T23:00:00Z"},
        {"21:30-05:30", "21:00-06:00", "2026-11-25T23:00:00Z"},
        {"21:30-05:30", "23:00-04:00", "2026-11-25T15:00:00Z"},
    }));
    CAPTURE(row.board, row.own);
    World world;
    if (!row.board.empty()) world.reminding.quiet = plan::QuietHours::parse(row.board).value();
    world.choose("khach", "quiet", row.own);
    world.plan.entries = {plan::Observance{told_by("le", {"-3d 22:00 khach"}), on("28/11/2026")}};
    const auto agenda = world.at("2026-11-25T15:00:00Z", "2026-11-25T00:00:00Z");
    REQUIRE(agenda.deliveries.size() == 1);
    const auto& delivery = agenda.deliveries[0];
    CHECK(iso(delivery.not_before) == row.not_before);
    CHECK(world.verdict(delivery, "2026-11-25T15:00:00Z") ==
          (delivery.not_before > delivery.due ? "not before " + row.not_before : "wanted"));
    CHECK(world.verdict(delivery, row.not_before) == "wanted");
}

TEST_CASE("a reminder that the board's quiet hours would make useless is brought forward",
          "[4.7]") {
    struct Row {
        std::string rule, due;
    };
    // Quiet from 21:30 to 05:30, the meeting is at 05:00.
    const auto row = GENERATE(values<Row>({
        {"-2h", "2026-11-24T14:29:00Z"},
        {"-1d 22:00", "2026-11-24T14:29:00Z"},
        {"-1d 21:29", "2026-11-24T14:29:00Z"},
        {"-1d 21:00", "2026-11-24T14:00:00Z"},
        {"-2d 22:00", "2026-11-23T15:00:00Z"},  // the morning after does
    }));
    CAPTURE(row.rule);
    auto world = evening_meeting(row.rule);
    world.reminding.quiet = plan::QuietHours::parse("21:30-05:30").value();
    const auto planned = world.in_the_year();
    REQUIRE(planned.size() == 1);
    CHECK(iso(planned[0].due) == row.due);
    CHECK(planned[0].not_before < planned[0].useful_until);
    CHECK(world.verdict(planned[0], iso(planned[0].not_before)) == "wanted");
}

TEST_CASE("to be allowed only when it begins is too late too", "[4.7]") {
    auto world = evening_meeting("-2h");
    world.reminding.quiet = plan::QuietHours::parse("21:30-05:00").value();
    const auto planned = world.in_the_year();
    REQUIRE(planned.size() == 1);
    CHECK(iso(planned[0].due) == "2026-11-24T14:29:00Z");
}

TEST_CASE("a reminder is brought forward over days off too", "[4.7]") {
    World world;
    world.reminding.rest_days = true;
    world.plan.entries = {plan::Observance{told_by("le", {"0d 08:00 khach"}), on("29/11/2026")}};
    const auto planned = world.in_the_year();
    REQUIRE(planned.size() == 1);
    CHECK(iso(planned[0].due) == "2026-11-27T09:59:00Z");
}

TEST_CASE("what a member's own hours or pause hold past its use is missed with the reason",
          "[4.7]") {
    struct Row {
        std::string key, value, reason;
    };
    const auto row = GENERATE(values<Row>({
        {"quiet", "19:00-06:00", "missed.quiet"},
        {"pause", "2026-11-24T22:00:00Z", "missed.paused"},
        {"pause", "2026-12-24T22:00:00Z", "missed.paused"},
    }));
    CAPTURE(row.key, row.value);
    auto world = evening_meeting("-1d 20:00");
    const auto before = world.in_the_year();
    REQUIRE(before.size() == 1);
    world.choose("khach", row.key, row.value);
    const auto agenda = world.at("2026-11-24T13:00:00Z", "2026-11-24T00:00:00Z");
    CHECK(agenda.deliveries.empty());
    CHECK(untold(agenda.unsent) == Lines{"hop -1d 20:00 khach: " + row.reason});
    // Chosen after it was planned: the same, when it is to be sent.
    CHECK(world.verdict(before[0], "2026-11-24T13:00:00Z") == row.reason);
}

TEST_CASE("a pause delays to its end, and quiet hours from there", "[4.7]") {
    World world;
    world.reminding.quiet = plan::QuietHours::parse("21:30-05:30").value();
    world.plan.entries = {plan::Observance{told_by("le", {"-3d 08:00 khach"}), on("28/11/2026")}};
    struct Row {
        std::string until, not_before;
    };
    for (const auto& row : std::vector<Row>{{"2026-11-24T00:00:00Z", "2026-11-25T01:00:00Z"},
                                            {"2026-11-26T03:00:00Z", "2026-11-26T03:00:00Z"},
                                            {"2026-11-26T16:00:00Z", "2026-11-26T22:30:00Z"}}) {
        CAPTURE(row.until);
        world.choose("khach", "pause", row.until);
        const auto agenda = world.at("2026-11-25T01:00:00Z", "2026-11-25T00:00:00Z");
        REQUIRE(agenda.deliveries.size() == 1);
        CHECK(iso(agenda.deliveries[0].not_before) == row.not_before);
        CHECK(world.verdict(agenda.deliveries[0], row.not_before) == "wanted");
    }
}

TEST_CASE("the pause of a board ends by itself or when somebody resumes", "[4.7]") {
    Records records;
    CHECK_FALSE(records.paused(instant("2026-11-25T00:00:00Z")));
    records.pause = Pause{instant("2026-11-24T00:00:00Z"), std::nullopt, "asked"};
    CHECK(records.paused(instant("2036-11-25T00:00:00Z")));
    records.pause->until = instant("2026-11-25T00:00:00Z");
    CHECK(records.paused(instant("2026-11-24T23:59:59Z")));
    CHECK_FALSE(records.paused(instant("2026-11-25T00:00:00Z")));
}

TEST_CASE("a pause of the board plans on, so that nothing of it is lost", "[4.7]") {
    World world;
    world.plan.entries = {plan::Observance{told_by("le", {"-3d 08:00 khach"}), on("28/11/2026")}};
    world.records.pause = Pause{instant("2026-11-01T00:00:00Z"), std::nullopt, "asked"};
    CHECK(world.at("2026-11-25T01:00:00Z", "2026-11-25T00:00:00Z").deliveries.size() == 1);
}
