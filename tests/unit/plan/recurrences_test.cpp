// What the plan's dates, years, counts, moves and followers come to on the calendar.
#include "plan/occurrences.hpp"
#include "support/a_plan.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::plan;
using namespace nhaclich::test;

namespace {

/// 30/4 and 1/5 of 2026 off, the Saturday before worked.
calendar::WorkingDays spring() {
    calendar::Holidays holidays;
    holidays.off[day("2026-04-30")] = {};
    holidays.off[day("2026-05-01")] = {};
    holidays.working[day("2026-04-25")] = {};
    return calendar::WorkingDays(holidays);
}

const calendar::WorkingDays working_days = spring();

Plan of(std::vector<Entry> entries) {
    Plan plan;
    plan.year = 2026;
    plan.entries = std::move(entries);
    return plan;
}

EntryHead since_2026(const std::string& id) {
    auto head = entry(id);
    head.validity.from = day("2026-01-01");
    return head;
}

/// The first days of an entry's occurrences in a range.
std::string days(const Plan& plan, const std::string& id, const std::string& first,
                 const std::string& end, const Submissions* submissions = nullptr) {
    std::string text;
    for (const auto& occurrence :
         occurrences(plan, {day(first), day(end)}, {working_days, hanoi(), submissions}))
        if (occurrence.id.entry.str() == id)
            text += (text.empty() ? "" : " ") + iso(effective_day(occurrence, hanoi()));
    return text;
}

std::string days_of(const std::string& written, const std::string& first, const std::string& end) {
    return days(of({Observance{since_2026("le"), on(written)}}), "le", first, end);
}

}  // namespace

TEST_CASE("a recurring date falls on its days of every year") {
    struct Row {
        std::string written, first, end, days;
    };
    const auto row = GENERATE(values<Row>({
        {"ngày 15 hằng tháng", "2026-01-01", "2026-05-01",
         "2026-01-15 2026-02-15 2026-03-15 2026-04-15"},
        {"ngày 31 hằng tháng", "2026-01-01", "2026-05-01",
         "2026-01-31 2026-02-28 2026-03-31 2026-04-30"},
        {"ngày 15 tháng cuối quý", "2026-01-01", "2027-01-01",
         "2026-03-15 2026-06-15 2026-09-15 2026-12-15"},
        {"ngày 20 các tháng 3, 6, 9", "2026-01-01", "2027-07-01",
         "2026-03-20 2026-06-20 2026-09-20 2027-03-20 2027-06-20"},
        {"thứ Hai đầu tháng", "2026-01-01", "2026-04-01", "2026-01-05 2026-02-02 2026-03-02"},
        {"thứ Sáu cuối tháng", "2026-01-01", "2026-04-01", "2026-01-30 2026-02-27 2026-03-27"},
        {"second Sunday of May", "2026-01-01", "2029-01-01", "2026-05-10 2027-05-09 2028-05-14"},
        // 30/4 is off in 2026
        {"ngày làm việc cuối tháng", "2026-03-01", "2026-06-01",
         "2026-03-31 2026-04-29 2026-05-29"},
        {"ngày làm việc đầu tháng", "2026-05-01", "2026-07-01", "2026-05-04 2026-06-01"},
        {"10/3 âm lịch", "2026-01-01", "2030-01-01", "2026-04-26 2027-04-16 2028-04-04 2029-04-23"},
        {"15/8 âm lịch", "2026-01-01", "2028-01-01", "2026-09-25 2027-09-15"},
        {"29/2", "2026-01-01", "2029-01-01", "2026-02-28 2027-02-28 2028-02-29"},
        {"FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "2026-01-01", "2026-02-15",
         "2026-01-13 2026-01-27 2026-02-10"},
        {"RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", "2026-01-01", "2028-01-01",
         "2026-11-26 2027-11-25"},
    }));
    CAPTURE(row.written);
    CHECK(days_of(row.written, row.first, row.end) == row.days);
}

TEST_CASE("an entry holds from and until a day, or for a number of times") {
    auto head = since_2026("hop");
    head.validity.until = day("2026-03-20");
    CHECK(days(of({Observance{head, on("ngày 15 hằng tháng")}}), "hop", "2025-01-01",
               "2027-01-01") == "2026-01-15 2026-02-15 2026-03-15");
    head = since_2026("hop");
    head.validity.count = 2;
    const auto counted = of({Observance{head, on("ngày 15 hằng tháng")}});
    CHECK(days(counted, "hop", "2025-01-01", "2027-01-01") == "2026-01-15 2026-02-15");
    CHECK(days(counted, "hop", "2026-02-01", "2027-01-01") == "2026-02-15");
}

TEST_CASE("one occurrence is moved or cancelled by its nominal day and keeps its identity") {
    auto head = since_2026("hop");
    head.moved[day("2026-03-05")] = {day("2026-03-09"), LocalHour::at(14, 0)};
    head.cancelled_on = {day("2026-02-05")};
    const MeetingTime time{on("ngày 5 hằng tháng"), LocalHour::at(8, 0), std::chrono::minutes{90}};
    const auto plan = of({Meeting{head, time}});
    const auto found =
        occurrences(plan, {day("2026-02-01"), day("2026-04-01")}, {working_days, hanoi()});
    REQUIRE(found.size() == 2);
    CHECK(found[0].status == Status::cancelled);
    CHECK(found[1].id.nominal == day("2026-03-05"));
    CHECK(iso(std::get<Timed>(found[1].span).start) == "2026-03-09T07:00:00Z");
    CHECK(iso(std::get<Timed>(found[1].span).end) == "2026-03-09T08:30:00Z");
    REQUIRE(found[1].shifted_from.has_value());
    CHECK(found[1].shifted_from->day == day("2026-03-05"));
    CHECK_FALSE(found[1].shifted_from->why.has_value());
}

TEST_CASE("an occurrence moved far away is found where it went") {
    auto head = since_2026("le");
    head.moved[day("2026-03-08")] = {day("2028-08-08"), std::nullopt};
    CHECK(days(of({Observance{head, on("8/3")}}), "le", "2028-08-01", "2028-09-01") ==
          "2028-08-08");
}

TEST_CASE("any entry is shifted off days off as it asks") {
    using calendar::Shift;
    struct Row {
        Shift shift;
        std::string day, from;
    };
    const auto row = GENERATE(values<Row>({{Shift::keep, "2026-04-30", ""},
                                           {Shift::earlier, "2026-04-29", "2026-04-30"},
                                           {Shift::later, "2026-05-04", "2026-04-30"}}));
    auto head = since_2026("viec");
    head.shift = row.shift;
    const MeetingTime time{on("30/4"), LocalHour::at(8, 0), std::chrono::minutes{60}};
    const Entry entry =
        GENERATE_COPY(Entry(Observance{head, on("30/4")}),
                      Entry(Task{head, TaskSpan{on("30/4"), {}}}), Entry(Meeting{head, time}));
    const auto found =
        occurrences(of({entry}), {day("2026-04-01"), day("2026-06-01")}, {working_days, hanoi()});
    REQUIRE(found.size() == 1);
    CHECK(iso(first_day(found[0], hanoi())) == row.day);
    CHECK((found[0].shifted_from ? iso(found[0].shifted_from->day) : "") == row.from);
    CHECK(found[0].id.nominal == day("2026-04-30"));
}

TEST_CASE("a meeting may last several days") {
    const MeetingTime time{on("14/5/2026"), LocalHour::at(8, 0),
                           EndsAt{std::chrono::days{1}, LocalHour::at(17, 0)}};
    const auto found = occurrences(of({Meeting{since_2026("hop"), time}}),
                                   {day("2026-05-15"), day("2026-05-16")}, {working_days, hanoi()});
    REQUIRE(found.size() == 1);
    CHECK(iso(std::get<Timed>(found[0].span).end) == "2026-05-15T10:00:00Z");
}

TEST_CASE("a weekly hour keeps to the wall clock of a zone with summer time") {
    const auto zone = calendar::Zone::find("America/New_York").value();
    const MeetingTime time{on("every Monday"), LocalHour::at(9, 0), std::chrono::minutes{60}};
    std::string starts;
    for (const auto& occurrence :
         occurrences(of({Meeting{since_2026("hop"), time}}), {day("2026-03-01"), day("2026-03-17")},
                     {working_days, zone}))
        starts += iso(std::get<Timed>(occurrence.span).start) + " ";
    // The clocks went forward on 8 March 2026.
    CHECK(starts == "2026-03-02T14:00:00Z 2026-03-09T13:00:00Z 2026-03-16T13:00:00Z ");
}

TEST_CASE("what follows is due working days after the other's effective day or its last report") {
    auto report = since_2026("bao-cao");
    report.shift = calendar::Shift::earlier;
    const auto follows = [&](const std::string& after, bool receipt) {
        auto value = After::parse(after).value();
        value.from_receipt = receipt;
        return of({Deadline{report, Limit::by, on("2/5"), {group("tieu-khu")}, {}},
                   Task{since_2026("tong-hop"), TaskSpan{value, {}}}});
    };
    const auto task_days = [&](const Plan& plan, const Submissions* submissions) {
        return days(plan, "tong-hop", "2026-01-01", "2027-01-01", submissions);
    };
    // Saturday 2/5 comes after two days off: due on Wednesday 29/4.
    CHECK(task_days(follows("bao-cao +3wd", false), nullptr) == "2026-05-06");
    CHECK(task_days(follows("bao-cao +10d", false), nullptr) == "2026-05-09");
    const OccurrenceId id{EntryId::parse("bao-cao").value(), day("2026-05-02")};
    const Submissions submissions{{id, day("2026-05-05")}};
    CHECK(task_days(follows("bao-cao +3wd", true), &submissions) == "2026-05-08");
    CHECK(task_days(follows("bao-cao +3wd", true), nullptr) == "2026-05-06");
    CHECK(task_days(follows("bao-cao +3wd", false), &submissions) == "2026-05-06");
}

TEST_CASE("what follows has an identity that does not change with the other's day") {
    const auto plan = of({Observance{since_2026("le"), on("8/3")},
                          Task{since_2026("viec"), TaskSpan{After::parse("le +2d").value(), {}}}});
    const auto found =
        occurrences(plan, {day("2026-03-10"), day("2026-03-11")}, {working_days, hanoi()});
    REQUIRE(found.size() == 1);
    CHECK(found[0].id.nominal == day("2026-03-08"));
}

TEST_CASE("the number of days after another entry is written plainly") {
    struct Row {
        std::string written, fault;
    };
    const auto row = GENERATE(values<Row>({{"bao-cao +3wd", ""},
                                           {"bao-cao +400d", ""},
                                           {"bao-cao +401d", "after.too-far"},
                                           {"bao-cao +0d", "after.too-far"},
                                           {"bao-cao -3d", "after.format"},
                                           {"bao-cao 3d", "after.format"},
                                           {"bao-cao", "after.format"},
                                           {"", "after.format"},
                                           {"Bao Cao +3d", "id.format"}}));
    CAPTURE(row.written);
    const auto after = After::parse(row.written);
    CHECK((after ? "" : std::string(after.error().id.key)) == row.fault);
}
