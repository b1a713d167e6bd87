// SPEC 4.4: what is a change, to whom it is told.
#include "unit/reminder/a_story.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::reminder;
using namespace nhaclich::test;

namespace {

const Lines rules{"-7d 08:00", "-1d 08:00"};
constexpr auto eight = LocalHour::at(8, 0);
constexpr auto nine = LocalHour::at(9, 0);

plan::Occurrence an_occurrence() {
    auto head = told_by("nop", rules);
    head.place = line("Hội trường");
    auto occurrence = plan::occurrence_of(head, plan::Kind::deadline, day("2026-11-20"),
                                          DayRange{day("2026-11-20"), day("2026-11-21")});
    occurrence.due = day("2026-11-20");
    return occurrence;
}

std::string change_in_words(const std::optional<plan::Occurrence>& before,
                            const plan::Occurrence& now) {
    const auto what = change(before, now);
    if (!what) return "none";
    return *what == Change::added ? "added" : *what == Change::moved ? "moved" : "cancelled";
}

/// A meeting on that day, at eight.
World with_meeting(const std::string& date) {
    World world;
    world.plan.entries = {meeting("hop", date, eight, rules)};
    return world;
}

Story::Edit to(const std::string& date, LocalHour hour = eight) {
    return [=](World& world) { world.plan.entries = {meeting("hop", date, hour, rules)}; };
}

const Story::Edit none_left = [](World& world) { world.plan.entries.clear(); };

}  // namespace

TEST_CASE(
    "when and where it is, its due day and whether it takes place are changes, no words or "
    "rules",
    "[4.4]") {
    using Edit = std::function<void(plan::Occurrence&)>;
    struct Row {
        std::string what;
        Edit edit;
        std::string expected;
    };
    const auto to_timed = [](plan::Occurrence& o) {
        o.span = plan::Timed{instant("2026-11-20T01:00:00Z"), instant("2026-11-20T02:00:00Z"),
                             "Asia/Ho_Chi_Minh"};
    };
    const std::vector<Row> rows{
        {"nothing", [](auto&) {}, "none"},
        {"title", [](auto& o) { o.title.vi = line("Khác"); }, "none"},
        {"section", [](auto& o) { o.section = line("V"); }, "none"},
        {"rules", [](auto& o) { o.remind = {rule("-2d 08:00")}; }, "none"},
        {"chasing", [](auto& o) { o.overdue.emplace(); }, "none"},
        {"audience", [](auto& o) { o.audience = {group("khach")}; }, "none"},
        {"why it lies there", [](auto& o) { o.shifted_from.emplace(); }, "none"},
        {"place", [](auto& o) { o.place = line("Nhà văn hóa"); }, "moved"},
        {"link", [](auto& o) { o.link = line("https://hop.example.org/"); }, "moved"},
        {"due day", [](auto& o) { o.due = day("2026-11-19"); }, "moved"},
        {"length", [](auto& o) { std::get<DayRange>(o.span).end += std::chrono::days{1}; },
         "moved"},
        {"hour", to_timed, "moved"},
        {"cancelled", [](auto& o) { o.status = plan::Status::cancelled; }, "cancelled"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.what);
        auto now = an_occurrence();
        row.edit(now);
        CHECK(change_in_words(an_occurrence(), now) == row.expected);
    }
    auto cancelled = an_occurrence();
    cancelled.status = plan::Status::cancelled;
    CHECK(change_in_words(std::nullopt, an_occurrence()) == "added");
    CHECK(change_in_words(cancelled, an_occurrence()) == "added");
    CHECK(change_in_words(std::nullopt, cancelled) == "none");
    CHECK(change_in_words(cancelled, cancelled) == "none");
}

TEST_CASE("a notice goes to those concerned who were told, to all of them within the horizon",
          "[4.4]") {
    struct Row {
        std::string what;
        std::string date;
        Story::Edit edit;
        Lines told;
        Lines expected;
    };
    const std::string near = "24/11/2026";  // 14 days ahead
    const std::string far = "20/1/2027";
    const Lines both{"hoa", "binh"};
    const std::vector<Row> rows{
        {"near, moved", near, to(near, nine), {}, both},
        {"near, cancelled", near, none_left, {}, both},
        {"far, nobody told", far, to(far, nine), {}, {}},
        {"far, one told", far, to(far, nine), {"binh"}, {"binh"}},
        {"far, cancelled, one told", far, none_left, {"hoa"}, {"hoa"}},
        {"far, told to who is not concerned", far, to(far, nine), {"khach"}, {}},
        {"far, another day, one told", far, to("21/1/2027"), {"binh"}, {"binh"}},
        {"from far to near", far, to(near), {}, both},
        {"from near to far", near, to(far), {}, both},
        {"the last day of the horizon", "10/12/2026", to("10/12/2026", nine), {}, both},
        {"the day after it", "11/12/2026", to("11/12/2026", nine), {}, {}},
        {"words only",
         near,
         [](World& world) {
             std::get<plan::Meeting>(world.plan.entries[0]).head.title.vi = line("Khác");
         },
         both,
         {}},
        {"nothing", near, [](World&) {}, both, {}},
    };
    for (const auto& row : rows) {
        CAPTURE(row.what);
        Story story(with_meeting(row.date), "2026-11-10T02:00:00Z");
        const auto nominal = row.date == near ? std::string("2026-11-24") : "2027-01-20";
        for (const auto& who : row.told) story.knows("hop", nominal, who);
        Lines got;
        for (const auto& d : story.edit("2026-11-10T02:00:00Z", row.edit).deliveries)
            got.push_back(d.key.member.str());
        CHECK(got == row.expected);
    }
}

TEST_CASE("what is new is told within the horizon, or when a reminder of it has passed", "[4.4]") {
    struct Row {
        std::string date;
        Lines rules;
        Lines expected;
    };
    const auto row = GENERATE(values<Row>({
        {"24/11/2026", {"-1d 08:00"}, {"notice 1 hoa", "notice 1 binh"}},
        {"20/1/2027", {"-1d 08:00"}, {}},
        {"20/1/2027", {"-90d 08:00"}, {"notice 1 hoa", "notice 1 binh"}},
        {"20/1/2027", {"-90d 08:00 khach"}, {"notice 1 hoa", "notice 1 binh"}},
        {"9/11/2026", {"-1d 08:00"}, {}},  // over
    }));
    CAPTURE(row.date, row.rules);
    Story story(World{}, "2026-11-10T02:00:00Z");
    const auto agenda = story.edit("2026-11-10T02:00:00Z", [&](World& world) {
        world.plan.entries = {meeting("hop", row.date, eight, row.rules)};
    });
    CHECK(brief(agenda.deliveries) == row.expected);
}

TEST_CASE("another nominal day is moved, not cancelled and new", "[4.4]") {
    Story story(with_meeting("24/11/2026"), "2026-11-10T02:00:00Z");
    const auto agenda = story.edit("2026-11-10T02:00:00Z", to("26/11/2026"));
    CHECK(noticed(agenda.deliveries) == Lines{"hop 2026-11-26 notice 1 hoa < 2026-11-24",
                                              "hop 2026-11-26 notice 1 binh < 2026-11-24"});
    CHECK(story.send("2026-11-10T02:10:00Z") ==
          Lines{"hop 2026-11-26 notice 1 hoa < 2026-11-24: moved",
                "hop 2026-11-26 notice 1 binh < 2026-11-24: moved"});
}

TEST_CASE("one of several days given up is cancelled, one exchanged is moved", "[4.4]") {
    const auto entries = [](const Lines& days) {
        return [=](World& world) {
            world.plan.entries.clear();
            for (const auto& date : days)
                world.plan.entries.push_back(meeting("hop", date, eight, {"-1d 08:00 khach"}));
        };
    };
    World first;
    entries({"24/11/2026", "25/11/2026"})(first);
    first.everybody = {group("khach")};
    Story story(first, "2026-11-10T02:00:00Z");
    story.edit("2026-11-10T02:00:00Z", entries({"24/11/2026"}));
    CHECK(story.send("2026-11-10T03:00:00Z") == Lines{"hop 2026-11-25 notice 1 khach: cancelled"});
    story.edit("2026-11-10T04:00:00Z", entries({"26/11/2026", "27/11/2026"}));
    CHECK(story.send("2026-11-10T05:00:00Z") ==
          Lines{"hop 2026-11-26 notice 1 khach < 2026-11-24: moved",
                "hop 2026-11-27 notice 1 khach: added"});
}

TEST_CASE("a yearly day moved when this year's has passed is new this year and moved the next",
          "[4.4]") {
    Story story(with_meeting("25/11"), "2026-11-26T02:00:00Z");
    story.knows("hop", "2027-11-25", "hoa");
    const auto agenda = story.edit("2026-11-26T02:00:00Z", to("30/11"));
    CHECK(noticed(agenda.deliveries) == Lines{"hop 2026-11-30 notice 1 hoa",
                                              "hop 2026-11-30 notice 1 binh",
                                              "hop 2027-11-30 notice 1 hoa < 2027-11-25"});
}

TEST_CASE("a due day shifted by a new day off is told to who owes and who receives", "[4.4]") {
    World world;
    auto one = deadline("nop", "20/11/2026", {"-3d 08:00"});
    one.head.shift = calendar::Shift::earlier;
    world.plan.entries = {one};
    Story story(world, "2026-11-10T02:00:00Z");
    const auto agenda =
        story.edit("2026-11-10T02:00:00Z", [](World& edited) { edited.day_off("2026-11-20"); });
    CHECK(brief(agenda.deliveries) == Lines{"notice 1 hoa", "notice 1 binh"});
}

TEST_CASE("who has reported hears no more of the deadline, who receives does", "[4.4]") {
    struct Row {
        std::string reported;
        Lines expected;
    };
    const auto row = GENERATE(values<Row>({{"", {"notice 1 hoa", "notice 1 binh"}},
                                           {"tk1", {"notice 1 binh"}},
                                           {"tk2", {"notice 1 hoa", "notice 1 binh"}}}));
    CAPTURE(row.reported);
    World world;
    world.plan.entries = {deadline("nop", "20/11/2026", {})};
    if (!row.reported.empty()) world.report("nop", "2026-11-20", row.reported);
    Story story(world, "2026-11-10T02:00:00Z");
    const auto agenda = story.edit("2026-11-10T02:00:00Z", none_left);
    CHECK(brief(agenda.deliveries) == row.expected);
}

TEST_CASE("who wants nothing of that kind gets no notice of it", "[4.4]") {
    auto world = with_meeting("24/11/2026");
    world.choose("hoa", "kinds", "deadline");
    world.choose("binh", "stop", "yes");
    Story story(world, "2026-11-10T02:00:00Z");
    CHECK(story.edit("2026-11-10T02:00:00Z", none_left).deliveries.empty());
}

TEST_CASE("what comes in sight by the passing of time is no news", "[4.4]") {
    World world;
    world.plan.entries = {plan::Observance{told_by("le", {"-30d 08:00"}), on("25/11")}};
    Story story(world, "2026-01-01T00:00:00Z");
    const auto before = story.announced.size();
    const auto agenda = story.edit("2026-11-10T00:00:00Z", [](World&) {});
    CHECK(agenda.deliveries.empty());
    CHECK(agenda.unsent.empty());
    CHECK(story.announced.size() == before + 1);
}

TEST_CASE("what ended a month ago is forgotten", "[4.4]") {
    struct Row {
        std::string now;
        std::size_t known;
    };
    for (const auto& row :
         std::vector<Row>{{"2026-12-26T00:00:00Z", 1}, {"2026-12-27T00:00:00Z", 0}}) {
        CAPTURE(row.now);
        World world;
        world.plan.entries = {plan::Observance{told_by("le", {}), on("25/11/2026")}};
        Story story(world, "2026-11-01T00:00:00Z");
        story.edit(row.now, [](World&) {});
        CHECK(story.announced.size() == row.known);
    }
}
