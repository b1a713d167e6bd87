#include "support/a_plan.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::plan;
using namespace nhaclich::test;

namespace {

const calendar::WorkingDays weekdays{calendar::Holidays{}};

std::string due(const std::string& written, const Span& span) {
    const auto occurrence = occurrence_of(entry("viec"), Kind::task, day("2026-12-04"), span);
    const auto instant = due_instant(rule(written), occurrence, weekdays, hanoi());
    return instant ? iso(*instant) : "never";
}

}  // namespace

TEST_CASE("a rule of an all-day occurrence is a day and a local hour") {
    struct Row {
        std::string written, expected;
    };
    const auto row = GENERATE(values<Row>({
        {"-1d 08:00", "2026-12-03T01:00:00Z"},
        {"0d 06:30", "2026-12-03T23:30:00Z"},
        {"-10d 08:00", "2026-11-24T01:00:00Z"},
        {"-5wd 08:00", "2026-11-27T01:00:00Z"},
        {"+1wd 08:00", "2026-12-07T01:00:00Z"},
        {"-2h", "never"},
    }));
    CAPTURE(row.written);
    CHECK(due(row.written, DayRange{day("2026-12-04"), day("2026-12-05")}) == row.expected);
}

TEST_CASE("a rule of a timed occurrence may also be minutes before its start") {
    const Timed morning{instant("2026-12-04T01:00:00Z"), instant("2026-12-04T03:00:00Z"),
                        "Asia/Ho_Chi_Minh"};
    CHECK(due("-2h", morning) == "2026-12-03T23:00:00Z");
    CHECK(due("-1d 15:00", morning) == "2026-12-03T08:00:00Z");
}
