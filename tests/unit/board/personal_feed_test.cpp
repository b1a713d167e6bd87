#include "board/personal_feed.hpp"

#include "support/a_plan.hpp"
#include "unit/config/files.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::test;
using board::PersonalChoice;
using board::ShownEvents;

namespace {

const config::Files files{{"nhaclich.toml", R"(
[board]
name = { vi = "Ban thử", en = "Test board" }
zone = "Asia/Ho_Chi_Minh"
domain = "ban.example.org"
audience = ["ban"]
[files]
members = "members.toml"
plan = "plan.toml"
)"},
                          {"members.toml", R"(
[[group]]
id = "ban"
title = { vi = "Ban" }
[[group]]
id = "tieu-khu"
title = { vi = "Các tiểu khu" }
includes = []
[[group]]
id = "thuong-truc"
title = { vi = "Thường trực" }
[[member]]
id = "an"
name = "An"
groups = ["ban", "thuong-truc"]
[[member]]
id = "binh"
name = "Bình"
unit = "tk-1"
groups = ["ban"]
[[member]]
id = "chi"
name = "Chi"
language = "en"
unit = "tk-2"
groups = ["ban"]
[[member]]
id = "dung"
name = "Dung"
groups = []
[[unit]]
id = "tk-1"
title = { vi = "Tiểu khu 1", en = "Quarter 1" }
groups = ["tieu-khu"]
[[unit]]
id = "tk-2"
title = { vi = "Tiểu khu 2", en = "Quarter 2" }
groups = ["tieu-khu"]
)"},
                          {"plan.toml", R"(
[plan]
year = 2026
title = { vi = "Kế hoạch thử" }
[[observance]]
id = "le"
title = { vi = "Ngày lễ", en = "A feast" }
on = "8/3"
remind = ["-30d 08:00 thuong-truc", "-1d 09:00", "0d 06:30"]
[[deadline]]
id = "bao-cao"
title = { vi = "Báo cáo", en = "Report" }
by = "4/6/2026"
owed_by = ["tieu-khu"]
submit_to = ["thuong-truc"]
remind = ["-3d 08:00"]
)"}};

const Instant now = instant("2026-05-20T01:00:00Z");

std::shared_ptr<const board::Board> a_board(const config::Files& all = files, Instant at = now,
                                            const std::vector<plan::Revision>& before = {}) {
    auto loaded = config::load("nhaclich.toml", config::reader(all));
    REQUIRE(config::faults_of(all).empty());
    return std::make_shared<const board::Board>(std::move(*loaded), before, at);
}

MemberId member(const char* id) { return MemberId::parse(id).value(); }

plan::OccurrenceId report() { return {EntryId::parse("bao-cao").value(), day("2026-06-04")}; }

reminder::Records submitted(const char* unit,
                            reminder::Answer answer = reminder::Answer::submitted) {
    reminder::Records records;
    records.receipts[report()][UnitId::parse(unit).value()] = {answer, day("2026-06-02"), now,
                                                               "cli"};
    return records;
}

/// A calendar as its reader polls it: whatever happens, with its memory.
struct Reader {
    PersonalChoice choice;
    ShownEvents shown = {};

    std::string poll(const reminder::Records& records = {}, Instant at = now,
                     const std::shared_ptr<const board::Board>& board = a_board()) {
        board::PersonalFeeds feeds(board, std::make_shared<const reminder::Records>(records));
        auto octets = feeds.feed(choice, shown, at)
                          .value_or(board::PersonalCalendar{"no such member"})
                          .octets;
        for (auto fold = octets.find("\r\n "); fold != std::string::npos;
             fold = octets.find("\r\n "))
            octets.erase(fold, 3);
        return octets;
    }
};

Reader of(const char* id) { return Reader{{member(id), {}, std::nullopt, true}}; }

/// The event of a UID; empty where there is none.
std::string event(const std::string& feed, const std::string& name) {
    const auto uid = feed.find("UID:" + name + "@");
    if (uid == std::string::npos) return {};
    const auto begin = feed.rfind("BEGIN:VEVENT", uid);
    return feed.substr(begin, feed.find("END:VEVENT", uid) - begin);
}

std::vector<std::string> values(const std::string& text, const std::string& property) {
    std::vector<std::string> found;
    for (auto at = text.find("\n" + property + ":"); at != std::string::npos;
         at = text.find("\n" + property + ":", at + 1)) {
        const auto begin = at + property.size() + 2;
        found.push_back(text.substr(begin, text.find('\r', begin) - begin));
    }
    return found;
}

using Values = std::vector<std::string>;
constexpr const char* feast = "le-20270308";
constexpr const char* duty = "bao-cao-20260604";

}  // namespace

TEST_CASE("a member's own calendar holds what concerns the member") {
    CHECK_FALSE(event(of("binh").poll(), feast).empty());
    CHECK_FALSE(event(of("binh").poll(), duty).empty());
    CHECK(event(of("dung").poll(), feast).empty());
    CHECK(event(of("dung").poll(), duty).empty());
    CHECK(of("nobody").poll() == "no such member");
    CHECK(values(of("binh").poll(), "X-WR-CALNAME") == Values{"Ban thử (của tôi)"});
    CHECK(values(of("chi").poll(), "X-WR-CALNAME") == Values{"Test board (mine)"});
}

TEST_CASE("it rings when the member would be reminded") {
    CHECK(values(event(of("binh").poll(), feast), "TRIGGER") == Values{"-PT15H", "PT6H30M"});
    CHECK(values(event(of("an").poll(), feast), "TRIGGER") ==
          Values{"-P29DT16H", "-PT15H", "PT6H30M"});
    CHECK(values(event(of("binh").poll(), duty), "TRIGGER") == Values{"-P2DT16H"});

    auto silent = of("binh");
    silent.choice.alarms = false;
    CHECK(silent.poll().find("VALARM") == std::string::npos);

    reminder::Records chosen;
    REQUIRE(reminder::choose(chosen.preferences[member("binh")], "offsets", "-2d 18:00"));
    CHECK(values(event(of("binh").poll(chosen), feast), "TRIGGER") == Values{"-P1DT6H"});
    CHECK(values(event(of("chi").poll(chosen), feast), "TRIGGER") == Values{"-PT15H", "PT6H30M"});
    REQUIRE(reminder::choose(chosen.preferences[member("binh")], "quiet", "17:00-21:00"));
    CHECK(values(event(of("binh").poll(chosen), feast), "TRIGGER") == Values{"-P1DT3H"});
    REQUIRE(reminder::choose(chosen.preferences[member("chi")], "quiet", "22:00-09:30"));
    CHECK(values(event(of("chi").poll(chosen), feast), "TRIGGER") ==
          Values{"-PT14H30M", "PT9H30M"});
    chosen.preferences.erase(member("chi"));
    REQUIRE(reminder::choose(chosen.preferences[member("binh")], "offsets", "-400d 18:00"));
    CHECK(
        values(event(of("binh").poll(chosen, now, a_board(files, instant("2026-01-15T00:00:00Z"))),
                     feast),
               "TRIGGER") == Values{"-P399DT3H"});
    REQUIRE(reminder::choose(chosen.preferences[member("binh")], "stop", "yes"));
    CHECK(of("binh").poll(chosen).find("VALARM") == std::string::npos);
}

TEST_CASE("it rings from a year before its month to the end of it") {
    const char* far = "le-20280308";
    const auto early = instant("2027-02-28T16:59:59Z");
    const auto begins = instant("2027-02-28T17:00:00Z");
    const auto late = instant("2028-03-31T16:59:59Z");
    const auto over = instant("2028-03-31T17:00:00Z");
    auto binh = of("binh");
    auto board = a_board();
    const auto poll = [&](Instant at) {
        board = a_board(files, at, board->history());
        return event(binh.poll({}, at + std::chrono::hours{5}, board), far);
    };
    const auto alarms = Values{"-PT15H", "PT6H30M"};
    const auto before = poll(early);
    CHECK(values(before, "TRIGGER").empty());
    const auto rings = poll(begins);
    CHECK(values(rings, "TRIGGER") == alarms);
    CHECK(values(rings, "LAST-MODIFIED") == Values{"20270228T170000Z"});
    CHECK(poll(late) == rings);
    const auto after = poll(over);
    CHECK(values(after, "TRIGGER").empty());
    CHECK(values(after, "LAST-MODIFIED") == Values{"20280331T170000Z"});
    CHECK(values(after, "SEQUENCE") == Values{"0"});

    SECTION("a new calendar is told the same, and keeps it in common with others") {
        board::PersonalFeeds feeds(board, std::make_shared<const reminder::Records>());
        ShownEvents nothing;
        const auto made = feeds.feed(binh.choice, nothing, over).value();
        CHECK(event(made.octets, far) == after);
        CHECK(event(made.octets.substr(made.own), far) == event(made.octets, far));
        const auto known = feeds.feed(binh.choice, binh.shown, over).value();
        CHECK(known == made);
    }
    SECTION("a clock that is set back moves the stamps on") {
        const auto again = poll(late);
        CHECK(values(again, "TRIGGER") == alarms);
        CHECK(values(again, "LAST-MODIFIED") == Values{"20280331T170001Z"});
    }
    SECTION("what rings never has no stamp of it") {
        reminder::Records none;
        REQUIRE(reminder::choose(none.preferences[member("binh")], "stop", "yes"));
        auto quiet = of("binh");
        const auto stamp = values(event(quiet.poll(none, late, a_board()), far), "LAST-MODIFIED");
        CHECK(values(event(quiet.poll(none, over, board), far), "LAST-MODIFIED") == stamp);
    }
}

TEST_CASE("a duty shows how it stands, to those who owe it and to those who wait for it") {
    const auto before = event(of("binh").poll(), duty);
    CHECK(values(before, "SUMMARY") == Values{"Hạn: Báo cáo"});
    CHECK(before.find("Tiểu khu 1: chưa nộp.") != std::string::npos);
    CHECK(before.find("Tiểu khu 2") == std::string::npos);

    const auto after = event(of("binh").poll(submitted("tk-1")), duty);
    CHECK(values(after, "SUMMARY") == Values{"✓ Đã nộp: Báo cáo"});
    CHECK(after.find("Tiểu khu 1: đã nộp") != std::string::npos);
    CHECK(after.find("VALARM") == std::string::npos);

    const auto nothing =
        event(of("chi").poll(submitted("tk-2", reminder::Answer::nothing_to_report)), duty);
    CHECK(values(nothing, "SUMMARY") == Values{"✓ Nothing to report: Report"});

    const auto receiver = event(of("an").poll(submitted("tk-1")), duty);
    CHECK(values(receiver, "SUMMARY") == Values{"Hạn: Báo cáo"});
    CHECK(receiver.find("Đã nhận 1/2 báo cáo.") != std::string::npos);
}

TEST_CASE("its stamps move with what its reader sees, and with nothing else") {
    auto binh = of("binh");
    const auto first = binh.poll();
    CHECK(binh.poll({}, now + std::chrono::days{3}) == first);
    CHECK(of("binh").poll({}, now + std::chrono::days{3}) == first);
    CHECK(values(event(first, duty), "SEQUENCE") == Values{"0"});

    const auto reported = binh.poll(submitted("tk-1"), instant("2026-06-02T03:00:00Z"));
    CHECK(values(event(reported, duty), "SEQUENCE") == Values{"1"});
    CHECK(values(event(reported, duty), "LAST-MODIFIED") == Values{"20260602T030000Z"});
    CHECK(values(event(reported, duty), "DTSTAMP") == Values{"20260602T030000Z"});
    CHECK(event(reported, feast) == event(first, feast));
    CHECK(binh.poll(submitted("tk-1"), now + std::chrono::days{40}) == reported);

    SECTION("another unit's report is none of this reader's") {
        auto both = submitted("tk-1");
        both.receipts[report()].merge(submitted("tk-2").receipts[report()]);
        CHECK(binh.poll(both, now + std::chrono::days{41}) == reported);
    }
    SECTION("undone, it is a further change, whatever the clock says") {
        const auto undone = event(binh.poll({}, now - std::chrono::days{400}), duty);
        CHECK(values(undone, "SEQUENCE") == Values{"2"});
        CHECK(values(undone, "LAST-MODIFIED") == Values{"20260602T030001Z"});
    }
    SECTION("alarms are seen, and so a change of them is") {
        binh.choice.alarms = false;
        const auto silent = event(binh.poll({}, instant("2026-06-03T00:00:00Z")), feast);
        CHECK(values(silent, "LAST-MODIFIED") == Values{"20260603T000000Z"});
        CHECK(values(silent, "SEQUENCE") == Values{"0"});
    }
}

TEST_CASE("what an own calendar loses and gets again does not go backwards") {
    auto binh = of("binh");
    binh.poll();
    binh.poll(submitted("tk-1"));
    binh.choice.kinds = {plan::Kind::observance};
    CHECK(event(binh.poll(submitted("tk-1")), duty).empty());
    binh.choice.kinds.clear();
    CHECK(values(event(binh.poll(submitted("tk-1")), duty), "SEQUENCE") == Values{"1"});
}

TEST_CASE("what is gone from the plan is struck where it was seen, and nowhere else") {
    auto binh = of("binh");
    binh.poll();
    const auto board = a_board();
    auto less = files;
    auto& plan = less["plan.toml"];
    plan.erase(plan.find("[[deadline]]"));
    auto loaded = config::load("nhaclich.toml", config::reader(less));
    const auto after =
        std::make_shared<const board::Board>(std::move(*loaded), board->revisions(), now);
    CHECK(values(event(binh.poll({}, now, after), duty), "STATUS") == Values{"CANCELLED"});
    CHECK(values(event(binh.poll({}, now, after), duty), "TRIGGER").empty());
    CHECK(event(of("dung").poll({}, now, after), duty).empty());
}

TEST_CASE("what took place stays as it was when the plan forgets it") {
    auto binh = of("binh");
    const auto reported = event(binh.poll(submitted("tk-1")), duty);
    const auto board = a_board();
    auto less = files;
    auto& plan = less["plan.toml"];
    plan.erase(plan.find("[[deadline]]"));
    const auto later = instant("2026-06-10T00:00:00Z");
    const auto after = a_board(less, later, board->history());
    CHECK(event(binh.poll(submitted("tk-1"), later, after), duty) == reported);
    // Nor does it ring, whatever he chose.
    reminder::Records chosen;
    REQUIRE(reminder::choose(chosen.preferences[member("binh")], "offsets", "-2d 18:00"));
    CHECK(values(event(of("binh").poll(chosen, later), duty), "TRIGGER") == Values{"-P1DT6H"});
    CHECK(values(event(of("binh").poll(chosen, later, after), duty), "TRIGGER").empty());
    CHECK(event(of("an").poll(submitted("tk-1"), later, after), duty).find("Đã nhận 1/2") !=
          std::string::npos);
}

TEST_CASE(
    "stamps move where it rings otherwise, at one instant for all, and where it does not never") {
    auto binh = of("binh");
    auto an = of("an");
    const auto first = binh.poll();
    an.poll();
    const auto unheard = {"le-20280308", "le-20250308"};
    SECTION("by the plan") {
        auto edited = files;
        auto& plan = edited["plan.toml"];
        plan.replace(plan.find("-1d 09:00"), 9, "-1d 10:00");
        auto loaded = config::load("nhaclich.toml", config::reader(edited));
        REQUIRE(loaded);
        loaded->edited_at = instant("2026-05-21T00:00:00Z");
        const auto later = instant("2026-05-22T00:00:00Z");
        const auto board =
            std::make_shared<const board::Board>(std::move(*loaded), a_board()->history(), later);
        const auto mine = binh.poll({}, later + std::chrono::hours{1}, board);
        const auto hers = an.poll({}, later + std::chrono::hours{2}, board);
        for (const auto& feed : {mine, hers, of("binh").poll({}, later, board)})
            CHECK(values(event(feed, feast), "LAST-MODIFIED") == Values{"20260521T000000Z"});
        for (const auto* name : unheard) CHECK(event(mine, name) == event(first, name));
        board::PersonalFeeds feeds(board, std::make_shared<const reminder::Records>());
        const auto made = feeds.feed(binh.choice, binh.shown, later).value();
        CHECK_FALSE(event(made.octets.substr(made.own), feast).empty());
    }
    SECTION("by a choice") {
        reminder::Records chosen;
        REQUIRE(reminder::choose(chosen.preferences[member("binh")], "quiet", "20:00-10:00"));
        const auto mine = binh.poll(chosen, now + std::chrono::hours{1});
        CHECK(values(event(mine, feast), "TRIGGER") == Values{"-PT14H", "PT10H"});
        CHECK(values(event(mine, feast), "LAST-MODIFIED") == Values{"20260520T020000Z"});
        for (const auto* name : unheard) CHECK(event(mine, name) == event(first, name));
    }
    SECTION("by a pause, which drops what it puts off") {
        reminder::Records chosen;
        chosen.preferences[member("binh")].paused_until = instant("2027-03-07T20:00:00Z");
        CHECK(values(event(binh.poll(chosen), feast), "TRIGGER") == Values{"PT6H30M"});
    }
}

TEST_CASE("what is the reader's own comes first, and the rest is the same for others") {
    board::PersonalFeeds feeds(a_board(), std::make_shared<const reminder::Records>());
    const auto made = [&](const char* id) {
        ShownEvents shown;
        return feeds.feed({member(id), {}, plan::Language::vi, true}, shown, now).value();
    };
    const auto binh = made("binh");
    REQUIRE(binh.own < binh.octets.size());
    const auto own = binh.octets.substr(0, binh.own);
    const auto rest = binh.octets.substr(binh.own);
    CHECK(own.starts_with("BEGIN:VCALENDAR\r\n"));
    CHECK(own.ends_with("\r\n"));
    CHECK_FALSE(event(own, duty).empty());
    CHECK(rest.starts_with("BEGIN:VEVENT\r\n"));
    CHECK_FALSE(event(rest, feast).empty());
    CHECK(event(rest, duty).empty());
    const auto chi = made("chi");
    CHECK(chi.octets.substr(chi.own) == rest);
}

TEST_CASE("members who see the same share the very same octets") {
    auto records = std::make_shared<const reminder::Records>();
    board::PersonalFeeds feeds(a_board(), records);
    ShownEvents first;
    ShownEvents second;
    const PersonalChoice binh{member("binh"), {plan::Kind::observance}, plan::Language::vi, true};
    const PersonalChoice chi{member("chi"), {plan::Kind::observance}, plan::Language::vi, true};
    CHECK(feeds.feed(binh, first, now) == feeds.feed(chi, second, now));
    CHECK(first == second);
}
