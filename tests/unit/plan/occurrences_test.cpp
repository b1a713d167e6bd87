#include "plan/occurrences.hpp"

#include "support/a_plan.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::plan;
using namespace nhaclich::test;

namespace {

const calendar::WorkingDays weekdays{calendar::Holidays{}};

std::vector<Occurrence> in(const Plan& plan, const std::string& first, const std::string& end) {
    return occurrences(plan, {day(first), day(end)}, {weekdays, hanoi()});
}

Plan a_plan(Entry entry) {
    Plan plan;
    plan.year = 2024;
    plan.entries = {std::move(entry)};
    return plan;
}

std::string days_of(const Occurrence& occurrence) {
    return iso(first_day(occurrence, hanoi())) + ".." + iso(last_day(occurrence, hanoi()));
}

Deadline deadline(Limit limit, const std::string& written, calendar::Shift shift) {
    auto head = entry("bao-cao");
    head.shift = shift;
    return {head, limit, on(written), {group("tieu-khu")}, {}};
}

}  // namespace

TEST_CASE("a yearly observance occurs every year from the plan's year on") {
    auto head = entry("phu-nu");
    head.validity.from = day("2024-01-01");
    const auto plan = a_plan(Observance{head, on("8/3")});
    CHECK(in(plan, "2023-01-01", "2024-01-01").empty());
    const auto found = in(plan, "2023-01-01", "2027-01-01");
    REQUIRE(found.size() == 3);
    CHECK(days_of(found[0]) == "2024-03-08..2024-03-08");
    CHECK(days_of(found[2]) == "2026-03-08..2026-03-08");
    CHECK(found[2].id == OccurrenceId{EntryId::parse("phu-nu").value(), day("2026-03-08")});
    CHECK(found[2].all_day());
}

TEST_CASE("a campaign includes its last day, over New Year too") {
    const auto month = a_plan(Campaign{entry("thang"), on("15/11"), on("15/12")});
    CHECK(days_of(in(month, "2026-12-15", "2026-12-16").at(0)) == "2026-11-15..2026-12-15");
    CHECK(in(month, "2026-12-16", "2027-01-01").empty());
    const auto winter = a_plan(Campaign{entry("tet"), on("20/12"), on("10/1")});
    CHECK(days_of(in(winter, "2027-01-01", "2027-01-02").at(0)) == "2026-12-20..2027-01-10");
}

TEST_CASE("the due day is the last day on which submitting is in time") {
    using calendar::Shift;
    struct Row {
        Limit limit;
        std::string written;
        Shift shift;
        std::string nominal, due, shifted_from;
    };
    const auto row = GENERATE(values<Row>({
        {Limit::before, "5/6/2026", Shift::earlier, "2026-06-05", "2026-06-04", ""},
        {Limit::by, "5/6/2026", Shift::earlier, "2026-06-05", "2026-06-05", ""},
        {Limit::before, "5/6/2028", Shift::earlier, "2028-06-05", "2028-06-02", "2028-06-04"},
        {Limit::before, "5/6/2028", Shift::later, "2028-06-05", "2028-06-05", "2028-06-04"},
        {Limit::before, "5/6/2028", Shift::keep, "2028-06-05", "2028-06-04", ""},
        {Limit::by, "6/6/2026", Shift::earlier, "2026-06-06", "2026-06-05", "2026-06-06"},
        {Limit::before, "1/1/2027", Shift::earlier, "2027-01-01", "2026-12-31", ""},
    }));
    const auto plan = a_plan(deadline(row.limit, row.written, row.shift));
    const auto found = in(plan, "2024-01-01", "2030-01-01");
    REQUIRE(found.size() == 1);
    CHECK(iso(found[0].id.nominal) == row.nominal);
    CHECK(iso(found[0].due.value()) == row.due);
    CHECK(days_of(found[0]) == row.due + ".." + row.due);
    CHECK((found[0].shifted_from ? iso(found[0].shifted_from->day) : "") == row.shifted_from);
    CHECK(found[0].needs_receipt());
}

TEST_CASE("a due day that New Year moves is found from either side") {
    const auto plan = a_plan(deadline(Limit::by, "1/1", calendar::Shift::keep));
    CHECK(days_of(in(plan, "2027-01-01", "2027-01-02").at(0)) == "2027-01-01..2027-01-01");
    const auto before = a_plan(deadline(Limit::before, "1/1", calendar::Shift::keep));
    CHECK(days_of(in(before, "2026-12-31", "2027-01-01").at(0)) == "2026-12-31..2026-12-31");
}

TEST_CASE("a timed meeting has its instants and its days in the board's zone") {
    const MeetingTime when{day("2026-11-24"), LocalHour::at(8, 0), std::chrono::minutes{150}};
    const auto found = in(a_plan(Meeting{entry("hop"), when}), "2026-11-24", "2026-11-25");
    REQUIRE(found.size() == 1);
    const auto span = std::get<Timed>(found[0].span);
    CHECK(iso(span.start) == "2026-11-24T01:00:00Z");
    CHECK(iso(span.end) == "2026-11-24T03:30:00Z");
    CHECK(span.zone == "Asia/Ho_Chi_Minh");
    CHECK(days_of(found[0]) == "2026-11-24..2026-11-24");
}

TEST_CASE("a meeting that ends at midnight does not touch the next day") {
    const MeetingTime when{day("2026-11-24"), LocalHour::at(22, 0), std::chrono::minutes{120}};
    CHECK(in(a_plan(Meeting{entry("hop"), when}), "2026-11-25", "2026-11-26").empty());
}

TEST_CASE("an entry without a date is on no calendar") {
    CHECK(in(a_plan(Meeting{entry("hop"), {}}), "2024-01-01", "2034-01-01").empty());
    CHECK(in(a_plan(Task{entry("viec"), {}}), "2024-01-01", "2034-01-01").empty());
    CHECK_FALSE(when(Meeting{entry("hop"), {}}).has_value());
    CHECK(when(Observance{entry("le"), on("8/3")}).has_value());
}

TEST_CASE("cancelling names every occurrence or single ones") {
    auto head = entry("phu-nu");
    head.cancelled_on = {day("2026-03-08")};
    const auto found = in(a_plan(Observance{head, on("8/3")}), "2025-01-01", "2027-01-01");
    REQUIRE(found.size() == 2);
    CHECK(found[0].status == Status::confirmed);
    CHECK(found[1].status == Status::cancelled);
    head.cancelled = true;
    CHECK(in(a_plan(Observance{head, on("8/3")}), "2025-01-01", "2026-01-01").at(0).status ==
          Status::cancelled);
}

TEST_CASE("occurrences are ordered by start, and found again by identity") {
    Plan plan;
    plan.year = 2024;
    plan.entries = {Observance{entry("b"), on("8/3")}, Observance{entry("a"), on("8/3")},
                    Task{entry("c"), TaskSpan{on("1/3"), on("31/3")}}};
    const auto found = in(plan, "2026-01-01", "2027-01-01");
    REQUIRE(found.size() == 3);
    CHECK(found[0].id.entry.str() == "c");
    CHECK(found[1].id.entry.str() == "a");
    CHECK(find_occurrence(plan, found[1].id, {weekdays, hanoi()}) == found[1]);
    const OccurrenceId other_day{found[1].id.entry, day("2026-03-09")};
    CHECK_FALSE(find_occurrence(plan, other_day, {weekdays, hanoi()}).has_value());
}
