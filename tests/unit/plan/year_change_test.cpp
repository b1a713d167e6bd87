#include "plan/year_change.hpp"

#include "support/a_plan.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::plan;
using namespace nhaclich::test;

namespace {

std::vector<YearRow> rows(std::vector<Entry> entries, int year) {
    Plan plan;
    plan.year = 2024;
    plan.entries = std::move(entries);
    calendar::Holidays holidays;
    holidays.off[day("2027-03-08")] = {{line("Nghỉ"), {}}, calendar::Ground::announced};
    const calendar::WorkingDays working_days(holidays);
    return year_change(plan, year, {working_days, hanoi()});
}

}  // namespace

TEST_CASE("a yearly day stands beside that of the year before") {
    const auto found = rows({Observance{entry("le"), on("8/3")}}, 2027);
    REQUIRE(found.size() == 1);
    CHECK(iso(found[0].day) == "2027-03-08");
    CHECK(iso(found[0].last_year.value()) == "2026-03-08");
    CHECK(found[0].other_weekday());
    REQUIRE(found[0].off.has_value());
    CHECK(found[0].off->holiday.vi.str() == "Nghỉ");
    CHECK_FALSE(found[0].days_to_tet.has_value());
}

TEST_CASE("a duty is looked at on its last day in time") {
    auto head = entry("bao-cao");
    head.shift = calendar::Shift::earlier;
    const Deadline deadline{head, Limit::before, on("5/12"), {group("tieu-khu")}, {}};
    const auto found = rows({deadline}, 2027);
    REQUIRE(found.size() == 1);
    CHECK(iso(found[0].day) == "2027-12-04");  // a Saturday
    CHECK(found[0].off->weekend);
    CHECK(iso(found[0].occurrence.due.value()) == "2027-12-03");
}

TEST_CASE("days near Tết say how near") {
    // Tết of 2027 is on 6 February.
    const auto found = rows({Observance{entry("a"), on("27/1")}, Observance{entry("b"), on("26/1")},
                             Observance{entry("c"), on("6/2")}, Observance{entry("d"), on("16/2")}},
                            2027);
    REQUIRE(found.size() == 4);
    CHECK_FALSE(found[0].days_to_tet.has_value());
    CHECK(found[1].days_to_tet == -10);
    CHECK(found[2].days_to_tet == 0);
    CHECK(found[3].days_to_tet == 10);
}

TEST_CASE("a lunar day is computed anew, one that comes every month is marked, a single one gone") {
    const auto found = rows({Observance{entry("gio-to"), on("10/3 âm lịch")},
                             Observance{entry("thang"), on("ngày 5 hằng tháng")},
                             Observance{entry("le"), on("8/3/2026")}},
                            2027);
    REQUIRE(found.size() == 13);
    CHECK(std::count_if(found.begin(), found.end(),
                        [](const YearRow& row) { return row.one_of_many; }) == 12);
    const auto lunar = std::find_if(found.begin(), found.end(),
                                    [](const YearRow& row) { return !row.one_of_many; });
    CHECK(iso(lunar->day) == "2027-04-16");
    CHECK(iso(lunar->last_year.value()) == "2026-04-26");
}
