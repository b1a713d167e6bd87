#include "calendar/date_text.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::calendar;

namespace {

std::string read(const std::string& written) {
    const auto date = parse_plan_date(written);
    return date ? vietnamese(*date) : std::string(date.error().id.key);
}

}  // namespace

TEST_CASE("a date is read as the plan document writes it") {
    struct Row {
        std::string written, expected;
    };
    const auto row = GENERATE(values<Row>({
        {"8/3", "08/3"},
        {"08/03", "08/3"},
        {"5/12", "05/12"},
        {"1/2", "01/02"},
        {"29/2", "29/02"},
        {"15/11/2024", "15/11/2024"},
        {"2024-11-15", "15/11/2024"},
        {"8 Mar", "08/3"},
        {"8 march", "08/3"},
        {"8 March 2024", "08/3/2024"},
        {"8 Ma", "date.format"},
        {"03-08", "date.ambiguous"},
        {"8-3", "date.ambiguous"},
        {"31/4", "date.no-such-day"},
        {"30/2", "date.no-such-day"},
        {"3/13", "date.no-such-day"},
        {"0/1", "date.no-such-day"},
        {"29/2/2023", "date.no-such-day"},
        {"1/1/0024", "date.year-range"},
        {"0001-01-01", "date.year-range"},
        {"1/1/24", "date.format"},
        {"8", "date.format"},
        {"8/", "date.format"},
        {"/3", "date.format"},
        {"008/3", "date.format"},
        {"+8/3", "date.format"},
        {"8/3/2024/1", "date.format"},
        {"", "date.format"},
        {"thứ Hai", "date.format"},
    }));
    CAPTURE(row.written);
    CHECK(read(row.written) == row.expected);
}

TEST_CASE("an ambiguous date names both readings") {
    CHECK(parse_plan_date("03-08").error().args ==
          Args{{"text", "03-08"}, {"one", "03/08"}, {"other", "08/03"}});
}

TEST_CASE("a yearly 29/2 falls on the last day of February") {
    const auto date = parse_plan_date("29/2").value();
    CHECK(iso(day_in_year(date, 2028).value()) == "2028-02-29");
    CHECK(iso(day_in_year(date, 2026).value()) == "2026-02-28");
}

TEST_CASE("a one-off date has no day in another year") {
    const auto date = parse_plan_date("15/11/2024").value();
    CHECK(day_in_year(date, 2024).has_value());
    CHECK_FALSE(day_in_year(date, 2025).has_value());
}
