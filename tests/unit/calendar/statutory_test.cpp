#include "calendar/statutory.hpp"

#include "calendar/holidays.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace nhaclich;
using namespace nhaclich::calendar;

namespace {

Statute statute() {
    const auto name = [](const char* text) { return HolidayName{Line::parse(text).value(), {}}; };
    return {{name("Năm mới"), name("Tết"), name("Giỗ Tổ"), name("30/4"), name("1/5"),
             name("Quốc khánh"), name("Văn hóa"), name("Nghỉ bù {holiday}")},
            true};
}

/// "02-08 … 02-13*": the days off; * in lieu.
std::string days_off(int year, const Announcement& announcement = {}) {
    std::string text;
    for (const auto& [day, holiday] : statutory_holidays(year, statute(), announcement))
        text += fmt::format("{}{}{}", text.empty() ? "" : " ", iso(day).substr(5),
                            holiday.ground == Ground::in_lieu ? "*" : "");
    return text;
}

}  // namespace

TEST_CASE("the holidays of a year are those of the law in force that year") {
    struct Row {
        int year;
        std::string off;
    };
    const auto row = GENERATE(values<Row>({
        // four days of Tết, no Hùng Kings' day
        {2006,
         "01-01 01-02* 01-28 01-29 01-30 01-31 02-01* 02-02* 04-30 05-01 05-02* 09-02 09-04*"},
        // Hùng Kings' day since 2007: 10/3 lunar was 26/4
        {2007, "01-01 02-16 02-17 02-18 02-19 02-20* 02-21* 04-26 04-30 05-01 09-02 09-03*"},
        // five days of Tết since 2013
        {2014, "01-01 01-29 01-30 01-31 02-01 02-02 02-03* 02-04* 04-09 04-30 05-01 09-02"},
        // two days for the National Day since 2021
        {2021,
         "01-01 02-10 02-11 02-12 02-13 02-14 02-15* 02-16* 04-21 04-30 05-01 05-03* 09-02 09-03"},
        // the culture day since 2026
        {2027,
         "01-01 02-04 02-05 02-06 02-07 02-08 02-09* 02-10* 04-16 04-30 05-01 05-03* 09-02 09-03 "
         "11-24"},
    }));
    CAPTURE(row.year);
    CHECK(days_off(row.year) == row.off);
}

TEST_CASE("an announcement says where Tết and the National Day's second day lie") {
    Announcement announcement;
    announcement.tet = make_day(2026, 2, 16);
    announcement.national_day = make_day(2026, 9, 1);
    CHECK(days_off(2026, announcement) ==
          "01-01 02-16 02-17 02-18 02-19 02-20 04-26 04-27* 04-30 05-01 09-01 09-02 11-24");
}

TEST_CASE("every year 2013 to 2199 has its holidays, and as many working days off for them") {
    for (int year = 2013; year <= last_statutory_year; ++year) {
        CAPTURE(year);
        const auto holidays = statutory_holidays(year, statute(), {});
        const auto count = [&](Ground ground) {
            return std::ranges::count(
                holidays, ground, [](const DatedHoliday& dated) { return dated.holiday.ground; });
        };
        CHECK(count(Ground::statutory) == (year >= 2026 ? 12 : year >= 2021 ? 11 : 10));
        const auto weekend = std::ranges::count_if(holidays, [](const DatedHoliday& dated) {
            const std::chrono::weekday weekday{dated.day};
            return dated.holiday.ground == Ground::statutory &&
                   (weekday == std::chrono::Saturday || weekday == std::chrono::Sunday);
        });
        CHECK(count(Ground::in_lieu) == weekend);
    }
}

TEST_CASE("a year outside the known laws has no computed holidays") {
    CHECK(days_off(1999).empty());
    CHECK(days_off(2200).empty());
}
