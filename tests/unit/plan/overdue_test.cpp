#include "plan/overdue.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::plan;

TEST_CASE("nagging is read from so many days and an hour, and written the same") {
    struct Row {
        std::string written;
        int every;
        bool working;
        std::string text;
    };
    const auto row = GENERATE(values<Row>({
        {"every 2wd 08:00", 2, true, "every 2wd 08:00"},
        {"every 1d 00:00", 1, false, "every 1d 00:00"},
        {"every 30d 23:59", 30, false, "every 30d 23:59"},
        {"  every   30wd   08:00 ", 30, true, "every 30wd 08:00"},
    }));
    CAPTURE(row.written);
    const auto nag = Nag::parse(row.written);
    REQUIRE(nag);
    CHECK(nag->every == row.every);
    CHECK(nag->working == row.working);
    CHECK(nag->text() == row.text);
    CHECK(Nag::parse(nag->text()).value() == *nag);
}

TEST_CASE("what is no nagging is refused with its reason") {
    struct Row {
        std::string written, error;
    };
    const auto row = GENERATE(values<Row>({
        {"", "nag.format"},
        {"every", "nag.format"},
        {"every 2wd", "nag.format"},
        {"2wd 08:00", "nag.format"},
        {"each 2wd 08:00", "nag.format"},
        {"Every 2wd 08:00", "nag.format"},
        {"every 2 08:00", "nag.format"},
        {"every 2w 08:00", "nag.format"},
        {"every 2wdd 08:00", "nag.format"},
        {"every wd 08:00", "nag.format"},
        {"every +2wd 08:00", "nag.format"},
        {"every 99999999999d 08:00", "nag.format"},
        {"every 2wd 08:00 truong-ban", "nag.format"},
        {"every 0wd 08:00", "nag.range"},
        {"every -1wd 08:00", "nag.range"},
        {"every 31d 08:00", "nag.range"},
        {"every 2wd 8:00", "hour.format"},
        {"every 2wd 24:00", "hour.range"},
    }));
    CAPTURE(row.written);
    const auto nag = Nag::parse(row.written);
    REQUIRE_FALSE(nag);
    CHECK(nag.error().id.key == row.error);
}

TEST_CASE("a step up is read from a group and so many days, at eight unless it says otherwise") {
    struct Row {
        std::string written, to;
        int after;
        bool working;
        std::string when;
    };
    const auto row = GENERATE(values<Row>({
        {"truong-ban after 6wd", "truong-ban", 6, true, "after 6wd 08:00"},
        {"truong-ban after 6wd 09:30", "truong-ban", 6, true, "after 6wd 09:30"},
        {"p after 1d", "p", 1, false, "after 1d 08:00"},
        {" p  after  60wd  00:00 ", "p", 60, true, "after 60wd 00:00"},
    }));
    CAPTURE(row.written);
    const auto step = Escalation::parse(row.written);
    REQUIRE(step);
    CHECK(step->to.str() == row.to);
    CHECK(step->after == row.after);
    CHECK(step->working == row.working);
    CHECK(step->when() == row.when);
    CHECK(Escalation::parse(step->to.str() + " " + step->when()).value() == *step);
}

TEST_CASE("what is no step up is refused with its reason") {
    struct Row {
        std::string written, error;
    };
    const auto row = GENERATE(values<Row>({
        {"", "escalation.format"},
        {"truong-ban", "escalation.format"},
        {"truong-ban after", "escalation.format"},
        {"truong-ban before 6wd", "escalation.format"},
        {"after 6wd 08:00", "escalation.format"},
        {"truong-ban after 6", "escalation.format"},
        {"truong-ban after 6h", "escalation.format"},
        {"truong-ban after wd", "escalation.format"},
        {"truong-ban after 6wd 08:00 09:00", "escalation.format"},
        {"truong-ban after 0wd", "escalation.range"},
        {"truong-ban after -6wd", "escalation.range"},
        {"truong-ban after 61d", "escalation.range"},
        {"Trưởng-ban after 6wd", "id.format"},
        {"truong_ban after 6wd", "id.format"},
        {"truong-ban after 6wd 8h", "hour.format"},
        {"truong-ban after 6wd 08:60", "hour.range"},
    }));
    CAPTURE(row.written);
    const auto step = Escalation::parse(row.written);
    REQUIRE_FALSE(step);
    CHECK(step.error().id.key == row.error);
}
