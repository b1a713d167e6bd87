#include "calendar/working_days.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::calendar;

namespace {

Day day(const std::string& text) { return parse_iso_day(text).value(); }
HolidayName name(const std::string& text) { return {Line::parse(text).value(), {}}; }

/// 30/4 and 1/5/2024 off, Monday 29/4 swapped for Saturday 04/5 (the government's notice of 2024).
WorkingDays spring_2024() {
    Holidays holidays;
    holidays.off = {{day("2024-04-29"), {name("Hoán đổi")}},
                    {day("2024-04-30"), {name("Ngày Chiến thắng")}},
                    {day("2024-05-01"), {name("Quốc tế Lao động")}}};
    holidays.working = {{day("2024-05-04"), name("Làm bù")}};
    return WorkingDays(holidays);
}

}  // namespace

TEST_CASE("offices work Monday to Friday, less days off, plus make-up days") {
    const auto days = spring_2024();
    CHECK(days.is_working(day("2024-04-26")));
    CHECK(days.day_off(day("2024-04-27")) == DayOff{true, {}});
    CHECK(days.day_off(day("2024-04-30")) == DayOff{false, name("Ngày Chiến thắng")});
    CHECK(days.is_working(day("2024-05-04")));
    CHECK_FALSE(days.is_working(day("2024-05-05")));
}

TEST_CASE("a day off is shifted over weekends and holidays alike") {
    struct Row {
        std::string written;
        Shift shift;
        std::string expected;
    };
    const auto row = GENERATE(values<Row>({
        {"2024-05-01", Shift::earlier, "2024-04-26"},
        {"2024-05-01", Shift::later, "2024-05-02"},
        {"2024-05-01", Shift::keep, "2024-05-01"},
        {"2024-04-28", Shift::later, "2024-05-02"},
        {"2024-05-04", Shift::earlier, "2024-05-04"},
        {"2024-05-05", Shift::earlier, "2024-05-04"},
        {"2028-06-04", Shift::earlier, "2028-06-02"},
    }));
    CHECK(iso(spring_2024().shifted(day(row.written), row.shift)) == row.expected);
}

TEST_CASE("working days are counted from the next one on") {
    struct Row {
        std::string from;
        int n;
        std::string expected;
    };
    const auto row = GENERATE(values<Row>({
        {"2024-04-26", 1, "2024-05-02"},
        {"2024-04-26", 3, "2024-05-04"},
        {"2024-05-06", -1, "2024-05-04"},
        {"2024-05-06", -4, "2024-04-26"},
        {"2024-05-05", 0, "2024-05-05"},
        {"2024-05-05", 1, "2024-05-06"},
        {"2026-12-04", -3, "2026-12-01"},
    }));
    CHECK(iso(spring_2024().plus(day(row.from), row.n)) == row.expected);
}
