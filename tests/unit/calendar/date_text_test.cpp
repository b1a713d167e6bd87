#include "calendar/date_text.hpp"

#include <algorithm>
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

namespace {

std::string days_in(const std::string& written, int first_year, int end_year) {
    const calendar::WorkingDays weekdays{calendar::Holidays{}};
    const DayRange range{make_day(first_year, 1, 1), make_day(end_year, 1, 1)};
    std::string days;
    for (const Day day : days_of(parse_plan_date(written).value(), range, range.first, weekdays))
        days += (days.empty() ? "" : " ") + iso(day);
    return days;
}

}  // namespace

TEST_CASE("the days a date falls on") {
    struct Row {
        std::string written;
        int first_year, end_year;
        std::string expected;
    };
    const auto row = GENERATE(values<Row>({
        {"29/2", 2026, 2029, "2026-02-28 2027-02-28 2028-02-29"},
        {"15/11/2024", 2024, 2030, "2024-11-15"},
        {"15/11/2024", 2025, 2030, ""},
        {"10/3 âm lịch", 2024, 2027, "2024-04-18 2025-04-07 2026-04-26"},
        {"10/3 lunar", 2026, 2027, "2026-04-26"},
        {"15/1 AL", 2030, 2031, "2030-02-16"},
        {"23/12 âm lịch", 2026, 2027, "2026-02-10"},
        {"10/3/2026 âm lịch", 2020, 2030, "2026-04-26"},
    }));
    CAPTURE(row.written);
    CHECK(days_in(row.written, row.first_year, row.end_year) == row.expected);
}

TEST_CASE("recurring dates in the words of office plans") {
    struct Row {
        std::string written, expected;  // in 2026
    };
    const auto row = GENERATE(values<Row>({
        {"ngày 15 tháng cuối quý", "2026-03-15 2026-06-15 2026-09-15 2026-12-15"},
        {"Ngày 15 của tháng cuối mỗi quý", "2026-03-15 2026-06-15 2026-09-15 2026-12-15"},
        {"ngày 5 tháng đầu quý", "2026-01-05 2026-04-05 2026-07-05 2026-10-05"},
        {"ngày 20 các tháng 3, 6, 9", "2026-03-20 2026-06-20 2026-09-20"},
        {"ngày 20 các tháng 9 và 3", "2026-03-20 2026-09-20"},
        {"ngày cuối quý", "2026-03-31 2026-06-30 2026-09-30 2026-12-31"},
        {"ngày đầu quý", "2026-01-01 2026-04-01 2026-07-01 2026-10-01"},
        {"thứ Hai đầu quý", "2026-01-05 2026-04-06 2026-07-06 2026-10-05"},
        {"thứ sáu cuối các tháng 2, 5", "2026-02-27 2026-05-29"},
        {"thứ Sáu cuối cùng các tháng 2, 5", "2026-02-27 2026-05-29"},
        {"Chủ nhật thứ hai của tháng 5", "2026-05-10"},
        {"THỨ SÁU CUỐI CÙNG THÁNG 11", "2026-11-27"},
        {"ngày làm việc cuối quý", "2026-03-31 2026-06-30 2026-09-30 2026-12-31"},
        {"ngày làm việc thứ 3 các tháng 1, 7", "2026-01-05 2026-07-03"},
        {"ngày làm việc đầu tiên tháng 8", "2026-08-03"},
        {"second Sunday of May", "2026-05-10"},
        {"15th of the last month of every quarter", "2026-03-15 2026-06-15 2026-09-15 2026-12-15"},
        {"last working day of every quarter", "2026-03-31 2026-06-30 2026-09-30 2026-12-31"},
        {"last Friday of November", "2026-11-27"},
        {"RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=2SU", "2026-05-10"},
        {"FREQ=MONTHLY;BYMONTHDAY=15;INTERVAL=6", "2026-01-15 2026-07-15"},
        {"FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=31,-1", "2026-01-31"},
    }));
    CAPTURE(row.written);
    CHECK(days_in(row.written, 2026, 2027) == row.expected);
}

TEST_CASE("months of every length have their 31st: the last day") {
    CHECK(days_in("ngày 31 hằng tháng", 2027, 2028)
              .starts_with("2027-01-31 2027-02-28 2027-03-31 2027-04-30"));
    CHECK(days_in("ngày cuối tháng", 2028, 2029).starts_with("2028-01-31 2028-02-29"));
    CHECK(days_in("last day of every month", 2028, 2029).starts_with("2028-01-31 2028-02-29"));
}

TEST_CASE("weekly and monthly words give as many days as the year has weeks and months") {
    const auto count = [](const std::string& written) {
        const auto days = days_in(written, 2026, 2027);
        return std::ranges::count(days, ' ') + 1;
    };
    CHECK(count("thứ Hai hằng tuần") == 52);
    CHECK(count("Thứ 2, thứ 5 hàng tuần") == 105);
    CHECK(count("every Monday") == 52);
    CHECK(count("every Monday and Thursday") == 105);
    CHECK(count("ngày 25 mỗi tháng") == 12);
    CHECK(count("thứ Hai đầu tháng") == 12);
    CHECK(count("thứ Hai tuần đầu hằng tháng") == 12);
    CHECK(count("thứ Ba thứ hai hằng tháng") == 12);
    CHECK(count("first Monday of every month") == 12);
    CHECK(count("ngày làm việc cuối tháng") == 12);
}

TEST_CASE("a recurring date that makes no sense is refused with the reason") {
    struct Row {
        std::string written, expected;
    };
    const auto row = GENERATE(values<Row>({
        {"10/13 âm lịch", "date.no-such-day"},
        {"31/3 âm lịch", "date.no-such-day"},
        {"30/2/2026 âm lịch", "lunar.no-such-day"},
        {"âm lịch", "date.format"},
        {"ngày 32 hằng tháng", "date.format"},
        {"ngày 8 tháng 3", "date.format"},
        {"thứ Tám hằng tuần", "date.format"},
        {"thứ Hai đầu tháng nào đó", "date.format"},
        {"ngày 15 các tháng", "date.format"},
        {"RRULE:", "rrule.format"},
        {"FREQ=HOURLY", "rrule.part"},
        {"FREQ=MONTHLY;BYHOUR=8", "rrule.part"},
        {"FREQ=MONTHLY;RSCALE=CHINESE", "rrule.part"},
        {"FREQ=MONTHLY;FREQ=DAILY", "rrule.format"},
        {"FREQ=MONTHLY;BYDAY=", "rrule.format"},
        {"FREQ=MONTHLY;COUNT=3;UNTIL=20270101", "rrule.format"},
        {"FREQ=MONTHLY;BYDAY=XX", "rrule.format"},
        {"FREQ=WEEKLY;BYDAY=6TU,TU", "rrule.format"},
        {"FREQ=DAILY;BYDAY=1MO", "rrule.format"},
        {"FREQ=YEARLY;BYWEEKNO=20;BYDAY=1MO", "rrule.format"},
        {"FREQ=MONTHLY;BYWEEKNO=20", "rrule.format"},
        {"FREQ=WEEKLY;BYMONTHDAY=5", "rrule.format"},
        {"FREQ=MONTHLY;BYYEARDAY=5", "rrule.format"},
        {"FREQ=MONTHLY;BYSETPOS=1", "rrule.format"},
        {"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "rrule.never"},
        {"FREQ=MONTHLY;BYDAY=6MO", "rrule.never"},
        {"FREQ=YEARLY;BYMONTH=2;BYDAY=-6MO,7TU", "rrule.never"},
        {"FREQ=MONTHLY;BYMONTHDAY=15\r\nX", "rrule.format"},
    }));
    CAPTURE(row.written);
    CHECK(read(row.written) == row.expected);
}

TEST_CASE("every date reads back from its written form") {
    const auto written = GENERATE(as<std::string>{}, "8/3", "15/11/2024", "10/3 âm lịch",
                                  "ngày làm việc cuối tháng", "ngày làm việc thứ 3 các tháng 1, 7",
                                  "ngày 15 tháng cuối quý", "thứ Hai đầu tháng");
    const auto date = parse_plan_date(written).value();
    CHECK(parse_plan_date(vietnamese(date)).value() == date);
}

TEST_CASE("a rule gives the same days wherever one begins to ask") {
    const auto text = GENERATE(
        as<std::string>{}, "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH",
        "FREQ=MONTHLY;INTERVAL=5;BYMONTHDAY=-1", "FREQ=MONTHLY;BYDAY=-1FR",
        "FREQ=YEARLY;INTERVAL=3;BYMONTH=2;BYMONTHDAY=29", "FREQ=WEEKLY", "FREQ=MONTHLY;COUNT=30",
        "FREQ=WEEKLY;UNTIL=20290501", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1");
    CAPTURE(text);
    const auto rule = Rrule::parse(text).value();
    const Day start = make_day(2024, 1, 31);
    const DayRange whole{start, make_day(2034, 1, 1)};
    const auto all = rule.days(whole, start);
    REQUIRE_FALSE(all.empty());
    for (int year = 2024; year < 2034; ++year)
        for (const unsigned month : {1U, 3U, 8U}) {
            const DayRange part{make_day(year, month, 1), make_day(year + 1, 1, 1)};
            std::vector<Day> expected;
            for (const Day day : all)
                if (part.contains(day)) expected.push_back(day);
            CAPTURE(year, month);
            CHECK((rule.days(part, start) == expected));
        }
}
