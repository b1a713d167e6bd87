#include "message/catalogue.hpp"
#include "support/a_plan.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::test;
using message::Catalogue;
using message::Unit;
using plan::Language;

namespace {

const Catalogue& vi() { return Catalogue::builtin(Language::vi); }
const Catalogue& en() { return Catalogue::builtin(Language::en); }

DayRange range(const std::string& first, const std::string& last) {
    return {day(first), day(last) + std::chrono::days{1}};
}

}  // namespace

TEST_CASE("a day is told with its weekday, as offices of the language write it") {
    struct Row {
        std::string date;
        std::string vi;
        std::string en;
    };
    const auto row = GENERATE(values<Row>({
        {"2026-11-25", "thứ Tư, ngày 25/11/2026", "Wednesday, 25 November 2026"},
        {"2026-03-08", "Chủ nhật, ngày 08/3/2026", "Sunday, 8 March 2026"},
        {"2026-01-05", "thứ Hai, ngày 05/01/2026", "Monday, 5 January 2026"},
        {"2026-02-03", "thứ Ba, ngày 03/02/2026", "Tuesday, 3 February 2026"},
        {"2028-06-02", "thứ Sáu, ngày 02/6/2028", "Friday, 2 June 2028"},
        {"2026-10-15", "thứ Năm, ngày 15/10/2026", "Thursday, 15 October 2026"},
        {"2026-07-25", "thứ Bảy, ngày 25/7/2026", "Saturday, 25 July 2026"},
    }));
    CHECK(vi().day(day(row.date)) == row.vi);
    CHECK(en().day(day(row.date)) == row.en);
}

TEST_CASE("a short day leaves the year out, a full day the weekday") {
    CHECK(vi().short_day(day("2026-12-04")) == "04/12");
    CHECK(en().short_day(day("2026-12-04")) == "4 December");
    CHECK(vi().full_day(day("2026-06-04")) == "04/6/2026");
    CHECK(en().full_day(day("2026-06-04")) == "4 June 2026");
}

TEST_CASE("months and weekdays stand alone for a calendar leaf") {
    CHECK(vi().month(day("2026-02-04")) == "tháng 02");
    CHECK(vi().month(day("2026-06-04")) == "tháng 6");
    CHECK(en().month(day("2026-06-04")) == "June");
    CHECK(message::capitalised(vi().weekday(day("2026-11-25"))) == "Thứ Tư");
    CHECK(message::capitalised("đến") == "đến");
    CHECK(message::capitalised("").empty());
}

TEST_CASE("a span names both ends, and the year twice only when it changes") {
    CHECK(vi().span(range("2026-11-15", "2026-12-15")) == "từ 15/11 đến hết 15/12/2026");
    CHECK(en().span(range("2026-11-15", "2026-12-15")) == "from 15 November to 15 December 2026");
    CHECK(vi().span(range("2026-12-20", "2027-01-05")) == "từ 20/12/2026 đến hết 05/01/2027");
    CHECK(vi().span(range("2026-11-25", "2026-11-25")) == "thứ Tư, ngày 25/11/2026");
}

TEST_CASE("what is counted has the grammar of its language") {
    CHECK(vi().count(1, Unit::day) == "1 ngày");
    CHECK(en().count(1, Unit::day) == "1 day");
    CHECK(en().count(0, Unit::day) == "0 days");
    CHECK(vi().count(8, Unit::working_day) == "8 ngày làm việc");
    CHECK(en().count(1, Unit::working_day) == "1 working day");
    CHECK(vi().count(10, Unit::reporting_unit) == "10 đơn vị");
}

TEST_CASE("a length is told in days, hours and minutes that are not zero") {
    using std::chrono::minutes;
    struct Row {
        int length;
        std::string vi;
        std::string en;
    };
    const auto row = GENERATE(values<Row>({
        {0, "0 phút", "0 minutes"},
        {45, "45 phút", "45 minutes"},
        {60, "1 giờ", "1 hour"},
        {150, "2 giờ 30 phút", "2 hours 30 minutes"},
        {1440, "1 ngày", "1 day"},
        {2 * 1440 + 61, "2 ngày 1 giờ 1 phút", "2 days 1 hour 1 minute"},
    }));
    CHECK(vi().duration(minutes{row.length}) == row.vi);
    CHECK(en().duration(minutes{row.length}) == row.en);
}

TEST_CASE("a day is told from today") {
    struct Row {
        std::string date;
        std::string vi;
        std::string en;
    };
    const auto row = GENERATE(values<Row>({
        {"2026-11-24", "hôm nay", "today"},
        {"2026-11-25", "ngày mai", "tomorrow"},
        {"2026-11-23", "hôm qua", "yesterday"},
        {"2026-12-04", "còn 10 ngày", "in 10 days"},
        {"2026-11-22", "2 ngày trước", "2 days ago"},
    }));
    CHECK(vi().distance(day(row.date), day("2026-11-24")) == row.vi);
    CHECK(en().distance(day(row.date), day("2026-11-24")) == row.en);
}

TEST_CASE("an instant is told by the clock of the zone") {
    CHECK(message::clock_time(instant("2026-11-26T01:00:59Z"), hanoi()) == "08:00");
    CHECK(message::clock_time(instant("2026-11-25T17:05:00Z"), hanoi()) == "00:05");
}
