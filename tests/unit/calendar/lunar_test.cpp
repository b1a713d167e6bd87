#include "calendar/lunar.hpp"

#include "calendar/sky.hpp"
#include "support/source_file.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <fmt/format.h>
#include <fstream>

using namespace nhaclich;
using namespace nhaclich::calendar;

namespace {

constexpr int first_year = 1900;
constexpr int last_year = 2199;
constexpr std::chrono::days one{1};

std::string in_line(const LunarYear& year) {
    const auto first = ymd(year.days().first);
    const auto day = static_cast<unsigned>(first.day());
    std::string line =
        fmt::format("{} {:02}/{:02}", year.year(), day, static_cast<unsigned>(first.month()));
    for (const auto& month : year.months()) {
        const auto length = (month.days.end - month.days.first).count();
        line += month.leap ? fmt::format(" ({})", length) : fmt::format(" {}", length);
    }
    return line;
}

std::string tet(int year) { return iso(solar_day({year, 1, 1, false}).value()); }

}  // namespace

TEST_CASE("every month of 1900 to 2199 is the one that an independent ephemeris gives") {
    std::ifstream expected(source_file("tests/data/lunar/lunar-years.txt"));
    int year = first_year;
    for (std::string line; std::getline(expected, line); ++year)
        CHECK(in_line(LunarYear::of(year).value()) == line);
    CHECK(year == last_year + 1);
}

TEST_CASE("every day of 1900 to 2199 has one lunar date, and that date that day") {
    Day expected = make_day(1900, 1, 31);
    for (int y = first_year; y <= last_year; ++y) {
        const auto year = LunarYear::of(y).value();
        for (Day day = year.days().first; day < year.days().end; day += one, expected += one) {
            const auto date = year.date_of(day).value();
            const bool sound = day == expected && date.year == y && date.day >= 1 &&
                               date.day <= 30 && date.month >= 1 && date.month <= 12 &&
                               year.day_of(date.month, date.day, date.leap) == day;
            if (!sound) FAIL(iso(day));
        }
    }
    CHECK(iso(expected) == "2200-02-15");
}

TEST_CASE("months have 29 or 30 days and follow one another; a year has at most one leap month") {
    for (int y = first_year; y <= last_year; ++y) {
        const auto year = LunarYear::of(y).value();
        CAPTURE(y);
        unsigned number = 0;
        int leaps = 0;
        for (const auto& month : year.months()) {
            const auto length = (month.days.end - month.days.first).count();
            CHECK((length == 29 || length == 30));
            CHECK(month.number == (month.leap ? number : number + 1));
            number = month.number;
            leaps += month.leap ? 1 : 0;
        }
        CHECK(number == 12);
        CHECK(leaps == static_cast<int>(year.months().size()) - 12);
        CHECK(leaps <= 1);
    }
}

TEST_CASE("the December solstice lies in the 11th month") {
    for (int y = first_year; y <= last_year; ++y) {
        const auto year = LunarYear::of(y).value();
        const Day first = year.day_of(11, 1).value();
        const auto sun_at = [](Day day) {
            const Instant midnight = Instant{day.time_since_epoch()} - std::chrono::hours{7};
            return sky::solar_longitude(midnight);
        };
        CAPTURE(y);
        CHECK(sun_at(first) < 270.0);
        CHECK(sun_at(year.date_of(first + std::chrono::days{29})->month == 11
                         ? first + std::chrono::days{30}
                         : first + std::chrono::days{29}) >= 270.0);
    }
}

TEST_CASE("the days that every Vietnamese almanac prints") {
    struct Row {
        int year;
        std::string tet;
    };
    const auto row = GENERATE(values<Row>({{1985, "1985-01-21"},
                                           {2007, "2007-02-17"},
                                           {2024, "2024-02-10"},
                                           {2025, "2025-01-29"},
                                           {2026, "2026-02-17"},
                                           {2027, "2027-02-06"},
                                           {2030, "2030-02-02"},
                                           {2053, "2053-02-18"}}));
    CHECK(tet(row.year) == row.tet);
}

TEST_CASE("the anniversary of the Hùng kings") {
    CHECK(iso(LunarYear::of(2024)->anniversary(3, 10)) == "2024-04-18");
    CHECK(iso(LunarYear::of(2025)->anniversary(3, 10)) == "2025-04-07");
    CHECK(iso(LunarYear::of(2026)->anniversary(3, 10)) == "2026-04-26");
}

TEST_CASE("leap months") {
    struct Row {
        int year;
        unsigned leap;
    };
    const auto row = GENERATE(values<Row>(
        {{2014, 9}, {2017, 6}, {2020, 4}, {2023, 2}, {2024, 0}, {2025, 6}, {2028, 5}, {2033, 11}}));
    const auto year = LunarYear::of(row.year).value();
    unsigned leap = 0;
    for (const auto& month : year.months())
        if (month.leap) leap = month.number;
    CAPTURE(row.year);
    CHECK(leap == row.leap);
}

TEST_CASE("a yearly lunar date keeps to the regular month, a 30th to its last day") {
    const auto leap_sixth = LunarYear::of(2025).value();
    CHECK(leap_sixth.date_of(leap_sixth.anniversary(6, 15)) == LunarDate{2025, 6, 15, false});
    for (unsigned month = 1; month <= 12; ++month) {
        const auto kept = leap_sixth.date_of(leap_sixth.anniversary(month, 30)).value();
        CHECK(kept.month == month);
        CHECK_FALSE(kept.leap);
        CHECK(kept.day == (leap_sixth.day_of(month, 30) ? 30U : 29U));
    }
}

TEST_CASE("both directions, and what has no answer") {
    CHECK(lunar_date(make_day(2030, 2, 2)) == LunarDate{2030, 1, 1, false});
    CHECK(lunar_date(make_day(2030, 2, 1)) == LunarDate{2029, 12, 29, false});
    CHECK(lunar_date(make_day(2025, 7, 25)) == LunarDate{2025, 6, 1, true});
    CHECK(solar_day({2025, 6, 1, true}) == make_day(2025, 7, 25));
    CHECK(solar_day({2025, 5, 1, true}).error().id == "lunar.no-such-day"_msg);
    CHECK(solar_day({2025, 1, 30, false}).has_value() ==
          (LunarYear::of(2025)->months().front().days.end ==
           LunarYear::of(2025)->months().front().days.first + std::chrono::days{30}));
    CHECK(solar_day({2025, 13, 1, false}).error().id == "lunar.no-such-day"_msg);
    CHECK(solar_day({2025, 1, 0, false}).error().id == "lunar.no-such-day"_msg);
    CHECK(solar_day({1899, 1, 1, false}).error().id == "lunar.range"_msg);
    CHECK(solar_day({2200, 1, 1, false}).error().id == "lunar.range"_msg);
    CHECK(lunar_date(make_day(1900, 1, 30)).error().id == "lunar.range"_msg);
    CHECK(lunar_date(make_day(2200, 2, 14)) == LunarDate{2199, 12, 30, false});
    CHECK(lunar_date(make_day(2200, 2, 15)).error().id == "lunar.range"_msg);
}
