#include "board/chosen_feeds.hpp"

#include "support/a_large_board.hpp"
#include "support/a_plan.hpp"
#include "unit/config/files.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::test;
using board::FeedChoice;

namespace {

constexpr const char* settings = R"(
[board]
name = { vi = "Ban thử" }
zone = "Asia/Ho_Chi_Minh"
domain = "ban.example.org"
audience = ["ban"]
[files]
members = "members.toml"
plan = "plan.toml"
)";
constexpr const char* members = R"(
[[group]]
id = "ban"
title = { vi = "Ban" }
[[group]]
id = "truong-ban"
title = { vi = "Trưởng ban" }
[[group]]
id = "khach"
title = { vi = "Các ban, ngành" }
[[member]]
id = "an"
name = "An"
groups = ["ban", "truong-ban"]
[[member]]
id = "binh"
name = "Bình"
groups = ["ban"]
[[member]]
id = "chi"
name = "Chi"
groups = ["khach"]
)";
constexpr const char* feast = R"(
[plan]
year = 2026
title = { vi = "Kế hoạch thử" }
[[observance]]
id = "le"
title = { vi = "Ngày lễ" }
on = "8/3/2026"
)";
constexpr const char* meeting = R"(
[[meeting]]
id = "hop"
title = { vi = "Họp kín" }
on = "12/3/2026"
at = "08:00"
audience = ["truong-ban"]
)";

const Instant monday = instant("2026-02-02T00:00:00Z");
const Instant tuesday = instant("2026-02-03T00:00:00Z");

/// The board of that plan, edited then; going on from another where there is one.
std::unique_ptr<board::Board> a_board(const std::string& plan, Instant edited,
                                      const board::Board* before = nullptr,
                                      const std::string& more_settings = "") {
    const config::Files files{{"nhaclich.toml", settings + more_settings},
                              {"members.toml", members},
                              {"plan.toml", plan}};
    auto loaded = config::load("nhaclich.toml", config::reader(files));
    REQUIRE(config::faults_of(files).empty());
    loaded->edited_at = edited;
    return std::make_unique<board::Board>(
        std::move(*loaded), before == nullptr ? std::vector<plan::Revision>{} : before->history(),
        edited);
}

FeedChoice of_group(const char* id) {
    FeedChoice choice;
    choice.group = group(id);
    return choice;
}

FeedChoice with_alarms() {
    FeedChoice choice;
    choice.alarms = true;
    return choice;
}

std::string made(board::ChosenFeeds& feeds, const FeedChoice& choice,
                 board::Form form = board::Form::icalendar) {
    auto making = feeds.begin(choice, form);
    while (making.go_on()) continue;
    return std::move(making).octets();
}

std::string chosen_feed(const board::Board& board, const FeedChoice& choice) {
    board::ChosenFeeds feeds(board);
    return made(feeds, choice);
}

bool says(const board::Board& board, const FeedChoice& choice, const char* text) {
    return chosen_feed(board, choice).find(text) != std::string::npos;
}

std::string reminded(const std::string& rules) {
    return std::string(feast) + "remind = [" + rules + "]\n";
}

}  // namespace

TEST_CASE("what is removed is struck in the calendars that showed it, and in no other") {
    const auto before = a_board(std::string(feast) + meeting, monday);
    CHECK(says(*before, of_group("truong-ban"), "Họp kín"));
    CHECK_FALSE(says(*before, of_group("khach"), "Họp kín"));
    const auto after = a_board(feast, tuesday, before.get());
    CHECK(says(*after, {}, "Họp kín"));
    CHECK(says(*after, of_group("truong-ban"), "Họp kín"));
    CHECK(says(*after, of_group("truong-ban"), "STATUS:CANCELLED"));
    CHECK_FALSE(says(*after, of_group("khach"), "Họp kín"));
    auto kind = of_group("truong-ban");
    kind.kinds = {plan::Kind::meeting};
    CHECK(says(*after, kind, "Họp kín"));
    kind.kinds = {plan::Kind::observance};
    CHECK_FALSE(says(*after, kind, "Họp kín"));
    // Still so when the board is made once more.
    const auto again = a_board(feast, tuesday, after.get());
    CHECK_FALSE(says(*again, of_group("khach"), "Họp kín"));
    CHECK(says(*again, of_group("truong-ban"), "Họp kín"));
}

TEST_CASE("the name of a group's calendar has no mark that phones stumble over") {
    const auto board = a_board(feast, monday);
    CHECK(says(*board, of_group("khach"), "\r\nX-WR-CALNAME:Ban thử – Các ban ngành\r\n"));
    CHECK(says(*board, of_group("khach"), "\r\nNAME:Ban thử – Các ban ngành\r\n"));
}

TEST_CASE("whom a removed event concerned before that was kept, nobody knows: all show it") {
    const auto before = a_board(std::string(feast) + meeting, monday);
    auto loaded = before->configuration();
    loaded.plan.entries.pop_back();
    auto published = before->history();
    for (auto& one : published) one.aside.reset();
    const board::Board after(std::move(loaded), published, tuesday);
    CHECK(says(after, of_group("khach"), "Họp kín"));
}

TEST_CASE("other alarms move the stamps of the calendars that show them, and no others") {
    const auto before = a_board(reminded(R"("-1d 08:00")"), monday);
    CHECK(says(*before, with_alarms(), "TRIGGER:-PT16H"));
    const auto after = a_board(reminded(R"("-1d 09:00")"), tuesday, before.get());
    CHECK(says(*after, with_alarms(), "TRIGGER:-PT15H"));
    for (const auto* stamp : {"DTSTAMP:20260203T000000Z", "LAST-MODIFIED:20260203T000000Z",
                              "CREATED:20260202T000000Z", "SEQUENCE:0"}) {
        CAPTURE(stamp);
        CHECK(says(*after, with_alarms(), stamp));
    }
    CHECK(after->feed() == before->feed());
    CHECK(chosen_feed(*after, of_group("ban")) == chosen_feed(*before, of_group("ban")));
    const auto again =
        a_board(reminded(R"("-1d 09:00")"), tuesday + std::chrono::hours{1}, after.get());
    CHECK(chosen_feed(*again, with_alarms()) == chosen_feed(*after, with_alarms()));
}

TEST_CASE("alarms come a year before the month and go with its end, which moves the stamps") {
    auto plan = reminded(R"("-1d 08:00")");
    plan.replace(plan.find("8/3/2026"), std::string("8/3/2026").size(), "8/3/2027");
    struct Row {
        const char* at;
        bool rings;
        const char* changed;
    };
    auto board = a_board(plan, monday);
    const auto public_feed = board->feed();
    for (const auto& row : {Row{"2026-02-28T16:59:59Z", false, "20260202T000000Z"},
                            Row{"2026-02-28T17:00:00Z", true, "20260228T170000Z"},
                            Row{"2027-03-31T16:59:59Z", true, "20260228T170000Z"},
                            Row{"2027-03-31T17:00:00Z", false, "20270331T170000Z"},
                            // The clock was wrong.
                            Row{"2027-03-31T16:59:59Z", true, "20270331T170001Z"}}) {
        CAPTURE(row.at);
        auto loaded = board->configuration();
        board =
            std::make_unique<board::Board>(std::move(loaded), board->history(), instant(row.at));
        const auto feed = chosen_feed(*board, with_alarms());
        CHECK((feed.find("TRIGGER:-PT16H") != std::string::npos) == row.rings);
        CHECK(feed.find(std::string("LAST-MODIFIED:") + row.changed) != std::string::npos);
        CHECK(board->feed() == public_feed);
    }
}

TEST_CASE("it rings as long as anybody is reminded, and in time for the first") {
    struct Row {
        const char* rules;
        const char* at;
        const char* trigger;
    };
    // For 8/3/2026.
    for (const auto& row :
         {Row{R"("+30d 08:00")", "2026-04-06T00:00:00Z", "TRIGGER:P30DT8H"},
          Row{R"("-390d 08:00")", "2025-01-15T00:00:00Z", "TRIGGER:-P389DT16H"},
          Row{R"("-365d 08:00")", "2025-02-28T00:00:00Z", "TRIGGER:-P364DT16H"}}) {
        CAPTURE(row.rules);
        std::string plan = std::string(feast) + R"(
[[deadline]]
id = "nop"
title = { vi = "Nộp" }
by = "8/3/2026"
owed_by = ["truong-ban"]
remind = [)" + row.rules + "]\n";
        const auto board = a_board(plan, instant(row.at));
        CHECK(says(*board, with_alarms(), row.trigger));
    }
    const auto over = a_board(reminded(R"("-1d 08:00")"), instant("2026-04-06T00:00:00Z"));
    CHECK_FALSE(says(*over, with_alarms(), "VALARM"));
}

TEST_CASE("it rings at hours at which messages go out") {
    constexpr const char* rest = R"(
[reminders]
quiet = "21:30-06:00"
rest_days = true
)";
    // A Monday; the Sunday before it is no working day.
    const auto plan = std::string(feast) + R"(
[[task]]
id = "viec"
title = { vi = "Việc" }
on = "16/3/2026"
remind = ["-4d 22:00", "-1d 08:00"]
)";
    const auto board = a_board(plan, monday, nullptr, rest);
    for (const auto* trigger : {"TRIGGER:-P2DT18H", "TRIGGER:PT6H"})
        CHECK(says(*board, with_alarms(), trigger));
    CHECK_FALSE(says(*board, with_alarms(), "TRIGGER:-PT16H"));
}

TEST_CASE("what is cancelled does not ring") {
    const auto board = a_board(reminded(R"("-1d 08:00")") + "cancelled = true\n", monday);
    CHECK(says(*board, with_alarms(), "STATUS:CANCELLED"));
    CHECK_FALSE(says(*board, with_alarms(), "VALARM"));
}

TEST_CASE("stamps of a calendar with alarms grow by words too, whatever the clock says") {
    const auto before = a_board(reminded(R"("-1d 08:00")"), monday);
    const auto rings = a_board(reminded(R"("-1d 09:00")"), tuesday, before.get());
    auto renamed = reminded(R"("-1d 09:00")");
    renamed.replace(renamed.find("Ngày lễ"), std::string("Ngày lễ").size(), "Ngày hội");
    // The file comes from a backup.
    const auto after = a_board(renamed, monday, rings.get());
    CHECK(says(*after, with_alarms(), "LAST-MODIFIED:20260203T000001Z"));
    const auto once_more = a_board(reminded(R"("-1d 10:00")"), monday, after.get());
    CHECK(says(*once_more, with_alarms(), "LAST-MODIFIED:20260203T000002Z"));
}

TEST_CASE("alarms that were published before they were kept are not changed by being kept") {
    const auto before = a_board(reminded(R"("-1d 08:00")"), monday);
    auto published = before->history();
    for (auto& one : published) one.aside.reset();
    auto loaded = before->configuration();
    loaded.edited_at = tuesday;
    const board::Board after(std::move(loaded), published, tuesday);
    CHECK(chosen_feed(after, with_alarms()) == chosen_feed(*before, with_alarms()));
    CHECK(after.revisions() == before->revisions());
}

TEST_CASE("a cancelled event stays six weeks beyond its day") {
    const auto before = a_board(std::string(feast) + meeting, monday);
    const auto cancelled = std::string(feast) + meeting + "cancelled = true\n";
    const auto last_day = instant("2026-04-23T00:00:00Z");
    for (const auto& plan : {std::string(feast), cancelled}) {
        const auto edited = a_board(plan, tuesday, before.get());
        const auto struck = a_board(plan, last_day, edited.get());
        CHECK(says(*struck, {}, "ĐÃ HỦY: Họp kín"));
        const auto gone = a_board(plan, last_day + std::chrono::days{1}, struck.get());
        CHECK_FALSE(says(*gone, {}, "Họp kín"));
        CHECK(says(*gone, {}, "Ngày lễ"));
        // Its stamps are kept for the case that it comes back.
        const auto back =
            a_board(std::string(feast) + meeting, last_day + std::chrono::days{2}, gone.get());
        CHECK(says(*back, {}, "SEQUENCE:2"));
    }
}

namespace {

std::vector<FeedChoice> choices() {
    std::vector<FeedChoice> all;
    for (const auto language : {plan::Language::vi, plan::Language::en})
        for (const auto* id : {"", "truong-ban", "tieu-khu", "ban"})
            for (const bool alarms : {false, true})
                for (const auto& kinds : {std::set<plan::Kind>{}, {plan::Kind::meeting}}) {
                    FeedChoice choice;
                    if (*id != '\0') choice.group = group(id);
                    choice.kinds = kinds;
                    choice.language = language;
                    choice.alarms = alarms;
                    all.push_back(choice);
                }
    return all;
}

std::unique_ptr<board::Board> a_large_one() {
    const auto files = a_large_board(60);
    auto loaded = config::load("nhaclich.toml", config::reader(files));
    REQUIRE(loaded);
    return std::make_unique<board::Board>(std::move(*loaded), std::vector<plan::Revision>{},
                                          monday);
}

}  // namespace

TEST_CASE("a calendar is the same whatever others were made before it, and whatever is kept") {
    const auto board = a_large_one();
    board::ChosenFeeds all(*board);
    board::ChosenFeeds forgetful(*board, 20'000);
    CHECK(made(all, {}) == board->feed());
    for (int round = 0; round < 2; ++round)
        for (const auto form : {board::Form::icalendar, board::Form::jcal})
            for (const auto& choice : choices()) {
                board::ChosenFeeds fresh(*board);
                const auto expected = made(fresh, choice, form);
                CHECK(made(all, choice, form) == expected);
                CHECK(made(forgetful, choice, form) == expected);
                CHECK(forgetful.kept() <= 20'000);
            }
    const auto kept = all.kept();
    CHECK(kept > 100'000);
    for (const auto& choice : choices()) made(all, choice);
    CHECK(all.kept() == kept);
}

TEST_CASE("a large calendar is made in little pieces, and from what is kept at once") {
    const auto board = a_large_one();
    board::ChosenFeeds feeds(*board);
    const auto pieces = [&](board::Form form) {
        auto making = feeds.begin({}, form);
        int count = 1;
        while (making.go_on()) ++count;
        return count;
    };
    for (const auto form : {board::Form::icalendar, board::Form::jcal}) {
        CHECK(pieces(form) >= 3);
        CHECK(pieces(form) == 1);
    }
}
