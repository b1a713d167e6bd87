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

Edit edit(const std::vector<Occurrence>& planned, Instant at, DayRange window = years) {
    return {
        .planned = planned,
        .window = window,
        .zone = hanoi(),
        .at = at,
        .wording = [](const Occurrence& o) { return "words of " + o.title.vi.str(); },
        .alarms =
            [](const Occurrence& o) {
                return Alarms{o.remind && !o.remind->empty() ? o.remind->front().key() : "", {}};
            },
        .today = hanoi().day_of(at),
        .cancelled_since = window.first};
}

/// What the feed shows.
std::vector<Revision> shown(const std::vector<Revision>& before,
                            const std::vector<Occurrence>& planned, Instant at) {
    return revised(before, edit(planned, at)).shown;
}

std::vector<Revision> published(const std::vector<Occurrence>& occurrences) {
    return shown({}, occurrences, monday);
}

Occurrence a_meeting(const std::string& nominal, const std::string& start) {
    auto meeting = on_day("hop", nominal);
    meeting.kind = Kind::meeting;
    meeting.span =
        Timed{instant(start), instant(start) + std::chrono::hours{1}, "Asia/Ho_Chi_Minh"};
    return meeting;
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
    const auto after = shown(before, {on_day("a", "2026-03-08"), changed}, tuesday);
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
        {"the link, which is the place where there is no other",
         [](Occurrence& o) { o.link = line("https://hop.example.org/1"); }, 1},
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
    const auto after = shown(before, {edited}, tuesday);
    CHECK(after[0].sequence == row.sequence);
    CHECK(after[0].last_modified == tuesday);
    CHECK(shown(after, {edited}, tuesday) == after);
}

TEST_CASE("rules and duties are none of the feed's, and are kept beside it") {
    auto before = published({on_day("a", "2026-03-08")});
    auto edited = on_day("a", "2026-03-08");
    edited.remind = std::vector{rule("-1d 08:00")};
    edited.audience = {group("khach")};
    const auto after = shown(before, {edited}, tuesday);
    REQUIRE(after[0].aside);
    CHECK(*after[0].aside == Aside{{group("khach")}, {}, {}, "-1d 08:00", tuesday});
    auto beside = after;
    beside[0].aside = before[0].aside;
    CHECK(beside == before);
    // Gone from the plan, it keeps them, and rings no more.
    const auto gone = shown(after, {}, tuesday);
    CHECK(*gone[0].aside == Aside{{group("khach")}, {}, {}, "", tuesday + std::chrono::seconds{1}});
    CHECK(gone[0].last_modified == tuesday + std::chrono::seconds{1});
}

TEST_CASE("what was cancelled before a day is shown no more, and goes on from its stamps") {
    auto cancelled = on_day("huy", "2025-05-31");
    cancelled.status = Status::cancelled;
    auto cancelled_later = on_day("huy-sau", "2025-06-01");
    cancelled_later.status = Status::cancelled;
    const auto in_june = [](const std::vector<Occurrence>& planned, Instant at) {
        auto result = edit(planned, at);
        result.cancelled_since = day("2025-06-01");
        return result;
    };
    const auto before =
        revised({}, in_june({cancelled, cancelled_later, on_day("bo", "2025-05-31")}, monday));
    REQUIRE(before.shown.size() == 2);
    CHECK(before.shown[0].occurrence.id.entry.str() == "bo");
    CHECK(before.shown[1].occurrence.id.entry.str() == "huy-sau");
    REQUIRE(before.past.size() == 1);
    auto history = before.shown;
    history.push_back(before.past[0]);
    const auto after = revised(history, in_june({on_day("huy", "2025-05-31")}, tuesday));
    REQUIRE(after.shown.size() == 2);
    CHECK(after.shown[0].occurrence.id.entry.str() == "huy");
    CHECK(after.shown[0].sequence == 1);
    CHECK(after.past == std::vector{before.shown[0]});
}

TEST_CASE("stamps never go back, though files may come from a backup") {
    const auto before = published({on_day("a", "2026-03-08")});
    auto edited = on_day("a", "2026-03-08");
    edited.title = {line("Tên khác"), {}};
    const auto after = shown(before, {edited}, monday - std::chrono::days{300});
    CHECK(after[0].last_modified == monday + std::chrono::seconds{1});
}

TEST_CASE("what vanished stays as cancelled, and comes back with a higher sequence") {
    const auto before = published({on_day("a", "2026-03-08")});
    const auto gone = shown(before, {}, tuesday);
    REQUIRE(gone.size() == 1);
    CHECK(gone[0].occurrence.status == Status::cancelled);
    CHECK(gone[0].sequence == 1);
    CHECK(shown(gone, {}, tuesday + std::chrono::days{1}) == gone);
    const auto back = shown(gone, {on_day("a", "2026-03-08")}, tuesday);
    CHECK(back[0].occurrence.status == Status::confirmed);
    CHECK(back[0].sequence == 2);
}

TEST_CASE("what was over before the edit took place, and is not struck when the plan forgets it") {
    struct Row {
        const char* edited;  ///< in Hanoi the 8th ends at 17:00 of Greenwich
        bool struck;
    };
    const auto before = published({on_day("a", "2026-03-08")});
    for (const auto& row : {Row{"2026-03-08T16:59:59Z", true}, Row{"2026-03-08T17:00:00Z", false},
                            Row{"2026-12-31T00:00:00Z", false}}) {
        CAPTURE(row.edited);
        const auto gone = shown(before, {}, instant(row.edited));
        REQUIRE(gone.size() == 1);
        CHECK((gone[0].occurrence.status == Status::cancelled) == row.struck);
        CHECK((gone == before) == !row.struck);
        // What is struck stays so, whatever is edited later.
        CHECK(shown(gone, {}, instant("2026-12-31T00:00:00Z")) == gone);
    }
    // Written long ago, and put into its place when the day was over.
    auto drafted = edit({}, monday + std::chrono::days{1});
    drafted.today = day("2026-03-09");
    CHECK(revised(before, drafted).shown == before);
    // Its stamps go on with what is shown of it.
    auto reworded = drafted;
    reworded.wording = [](const Occurrence&) { return "other words around it"; };
    CHECK(revised(before, reworded).shown[0].last_modified > before[0].last_modified);
    auto rang = before;
    rang[0].aside->alarms = "-1d 08:00";
    const auto silent = revised(rang, drafted).shown;
    CHECK(silent[0].last_modified == rang[0].last_modified);
    CHECK(silent[0].aside->alarms.empty());
    CHECK(silent[0].aside->alarms_changed > rang[0].last_modified);

    auto late = edit({}, tuesday + std::chrono::days{200});
    late.cancelled_since = day("2026-04-01");
    CHECK(revised(before, late).shown.empty());
    CHECK(revised(before, late).past == before);
}

TEST_CASE("a link beside a place is words, and moves the stamp alone") {
    auto meeting = on_day("a", "2026-03-08");
    meeting.place = line("Hội trường");
    const auto before = published({meeting});
    meeting.link = line("https://hop.example.org/1");
    const auto after = shown(before, {meeting}, tuesday);
    CHECK(after[0].sequence == 0);
    CHECK(after[0].last_modified == tuesday);
}

TEST_CASE("other words around an event move its stamp, and not its sequence") {
    auto before = published({on_day("a", "2026-03-08")});
    before[0].wording = "as an older version said it";
    const auto after = shown(before, {on_day("a", "2026-03-08")}, tuesday);
    CHECK(after[0].last_modified == tuesday);
    CHECK(after[0].sequence == 0);
    CHECK(shown(after, {on_day("a", "2026-03-08")}, tuesday + std::chrono::days{1}) == after);
}

TEST_CASE("what was published before words were kept is not changed by their being kept") {
    auto before = published({on_day("a", "2026-03-08")});
    before[0].wording.clear();
    const auto after = shown(before, {on_day("a", "2026-03-08")}, tuesday);
    CHECK(after[0].last_modified == monday);
    CHECK(after == published({on_day("a", "2026-03-08")}));
}

TEST_CASE("what touches the feed's years is struck when it vanishes, wherever it began") {
    auto campaign = on_day("dot", "2024-12-15");
    campaign.span = DayRange{day("2024-12-15"), day("2025-01-16")};
    const auto moved_in = a_meeting("2024-12-30", "2025-01-02T01:00:00Z");
    // 00:30 of the window's last day in Hanoi is still the day before in Greenwich.
    const auto late = a_meeting("2028-12-31", "2028-12-30T17:30:00Z");
    for (const auto& one : {campaign, moved_in, late}) {
        CAPTURE(one.id.entry.str(), iso(one.id.nominal));
        const auto gone = shown(published({one}), {}, instant("2024-12-01T00:00:00Z"));
        REQUIRE(gone.size() == 1);
        CHECK(gone[0].occurrence.status == Status::cancelled);
        CHECK(gone[0].sequence == 1);
    }
}

TEST_CASE("what left the feed's years is shown no more and comes back with its stamps") {
    auto before = published({on_day("a", "2026-03-08")});
    before[0].sequence = 4;
    const DayRange later{day("2027-01-01"), day("2031-01-01")};
    const auto away = revised(before, edit({}, tuesday, later));
    CHECK(away.shown.empty());
    CHECK(away.past == before);
    // A clock that was a year ahead.
    CHECK(shown(away.past, {on_day("a", "2026-03-08")}, tuesday) == before);
    // A date that moves into the years of the feed.
    auto moved = on_day("a", "2026-03-08");
    moved.span = DayRange{day("2027-03-08"), day("2027-03-09")};
    const auto back = revised(away.past, edit({moved}, tuesday, later));
    CHECK(back.shown[0].sequence == 5);
    CHECK(back.shown[0].created == monday);
    CHECK(back.past.empty());
}

TEST_CASE("five years beyond the feed's years an event is forgotten") {
    const auto before = published({on_day("a", "2026-03-08")});
    const auto at = [&](int year) {
        return revised(before, edit({}, tuesday, {make_day(year, 1, 1), make_day(year + 4, 1, 1)}));
    };
    CHECK(at(2031).past.size() == 1);
    CHECK(at(2032).past.empty());
}
