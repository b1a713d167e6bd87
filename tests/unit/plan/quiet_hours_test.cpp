#include "plan/reminding.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::plan;

TEST_CASE("quiet hours go from the first to the second, usually over midnight") {
    struct Row {
        std::string hours, at;
        bool quiet;
    };
    const auto row = GENERATE(values<Row>({
        {"21:30-05:30", "21:29", false},
        {"21:30-05:30", "21:30", true},
        {"21:30-05:30", "00:00", true},
        {"21:30-05:30", "05:29", true},
        {"21:30-05:30", "05:30", false},
        {"12:00-13:30", "11:59", false},
        {"12:00-13:30", "12:00", true},
        {"12:00-13:30", "13:30", false},
        {"12:00-13:30", "00:00", false},
        {"21:00-00:00", "23:59", true},
        {"21:00-00:00", "00:00", false},
        {"00:00-06:00", "00:00", true},
        {"00:00-06:00", "23:59", false},
    }));
    CAPTURE(row.hours, row.at);
    const auto quiet = QuietHours::parse(row.hours).value();
    CHECK(quiet.contains(LocalHour::parse(row.at).value().since_midnight()) == row.quiet);
    CHECK(quiet.text() == row.hours);
}

TEST_CASE("a second before they end quiet hours still hold") {
    const auto quiet = QuietHours::parse("21:30-05:30").value();
    const std::chrono::seconds end = LocalHour::at(5, 30).since_midnight();
    CHECK(quiet.contains(end - std::chrono::seconds{1}));
    CHECK_FALSE(quiet.contains(end));
}

TEST_CASE("what are no quiet hours is refused with its reason") {
    struct Row {
        std::string written, error;
    };
    const auto row = GENERATE(values<Row>({
        {"", "quiet.format"},
        {"21:30", "quiet.format"},
        {"21:30 05:30", "quiet.format"},
        {"21:30-21:30", "quiet.format"},
        {"21:30-", "hour.format"},
        {"-05:30", "hour.format"},
        {"21:30 - 05:30", "hour.format"},
        {"21:30-05:30-06:00", "hour.format"},
        {"9:30-05:30", "hour.format"},
        {"21h30-05h30", "hour.format"},
        {"24:00-05:30", "hour.range"},
        {"21:30-05:60", "hour.range"},
    }));
    CAPTURE(row.written);
    const auto quiet = QuietHours::parse(row.written);
    REQUIRE_FALSE(quiet);
    CHECK(quiet.error().id.key == row.error);
}
