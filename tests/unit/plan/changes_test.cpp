#include "plan/changes.hpp"

#include "plan/entry_head.hpp"
#include "support/a_plan.hpp"

#include <catch2/catch.hpp>
#include <functional>

using namespace nhaclich;
using namespace nhaclich::plan;
using namespace nhaclich::test;

namespace {

const DayRange years{day("2025-01-01"), day("2029-01-01")};
const Instant monday = instant("2026-01-05T00:00:00Z");
const Instant tuesday = instant("2026-01-06T00:00:00Z");

Occurrence on_day(const std::string& id, const std::string& first) {
    const DayRange span{day(first), day(first) + std::chrono::days{1}};
    return occurrence_of(entry(id), Kind::observance, day(first), span);
}

std::vector<Revision> published(const std::vector<Occurrence>& occurrences) {
    return revised({}, occurrences, years, monday);
}

}  // namespace

TEST_CASE("what is new is stamped with the edit that brought it") {
    const auto revisions = published({on_day("a", "2026-03-08")});
    REQUIRE(revisions.size() == 1);
    CHECK(revisions[0].sequence == 0);
    CHECK(revisions[0].created == monday);
    CHECK(revisions[0].last_modified == monday);
}

TEST_CASE("what did not change keeps its stamps, whatever else was edited") {
    const auto before = published({on_day("a", "2026-03-08"), on_day("b", "2026-03-09")});
    auto changed = on_day("b", "2026-03-09");
    changed.title = {line("Tên khác"), {}};
    const auto after = revised(before, {on_day("a", "2026-03-08"), changed}, years, tuesday);
    CHECK(after[0] == before[0]);
    CHECK(after[1].last_modified == tuesday);
    CHECK(after[1].created == monday);
}

TEST_CASE("the sequence grows when day, status or place changed, and not for words") {
    struct Row {
        std::string what;
        std::function<void(Occurrence&)> edit;
        int sequence;
    };
    const auto row = GENERATE(values<Row>({
        {"title",
         [](Occurrence& o) {
             o.title = {line("Tên khác"), {}};
         },
         0},
        {"description",
         [](Occurrence& o) {
             o.description = {Prose::parse("lời").value(), {}};
         },
         0},
        {"place", [](Occurrence& o) { o.place = line("Hội trường"); }, 1},
        {"status", [](Occurrence& o) { o.status = Status::cancelled; }, 1},
        {"span",
         [](Occurrence& o) {
             o.span = DayRange{day("2026-03-07"), day("2026-03-08")};
         },
         1},
    }));
    CAPTURE(row.what);
    const auto before = published({on_day("a", "2026-03-08")});
    auto edited = on_day("a", "2026-03-08");
    row.edit(edited);
    const auto after = revised(before, {edited}, years, tuesday);
    CHECK(after[0].sequence == row.sequence);
    CHECK(after[0].last_modified == tuesday);
    CHECK(revised(after, {edited}, years, tuesday) == after);
}

TEST_CASE("rules and duties are none of the feed's") {
    const auto before = published({on_day("a", "2026-03-08")});
    auto edited = on_day("a", "2026-03-08");
    edited.remind = std::vector{rule("-1d 08:00")};
    edited.audience = {group("khach")};
    CHECK(revised(before, {edited}, years, tuesday) == before);
}

TEST_CASE("stamps never go back, though files may come from a backup") {
    const auto before = published({on_day("a", "2026-03-08")});
    auto edited = on_day("a", "2026-03-08");
    edited.title = {line("Tên khác"), {}};
    const auto after = revised(before, {edited}, years, monday - std::chrono::days{300});
    CHECK(after[0].last_modified == monday + std::chrono::seconds{1});
}

TEST_CASE("what vanished stays as cancelled, and comes back with a higher sequence") {
    const auto before = published({on_day("a", "2026-03-08")});
    const auto gone = revised(before, {}, years, tuesday);
    REQUIRE(gone.size() == 1);
    CHECK(gone[0].occurrence.status == Status::cancelled);
    CHECK(gone[0].sequence == 1);
    CHECK(revised(gone, {}, years, tuesday + std::chrono::days{1}) == gone);
    const auto back = revised(gone, {on_day("a", "2026-03-08")}, years, tuesday);
    CHECK(back[0].occurrence.status == Status::confirmed);
    CHECK(back[0].sequence == 2);
}

TEST_CASE("what left the feed's years is dropped without a word") {
    const auto before = published({on_day("a", "2026-03-08")});
    CHECK(revised(before, {}, {day("2027-01-01"), day("2031-01-01")}, tuesday).empty());
}
