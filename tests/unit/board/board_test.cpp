#include "board/board.hpp"

#include "support/a_plan.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::test;

namespace {

config::Configuration a_configuration(Instant edited_at) {
    config::Settings settings{.board = {.name = {line("Ban thử"), line("Test board")},
                                        .zone = hanoi(),
                                        .language = plan::Language::vi,
                                        .domain = "ban.example.org",
                                        .audience = {}},
                              .http = {},
                              .feed = {},
                              .mail = {},
                              .webhooks = {},
                              .reminders = {},
                              .state_directory = {}};
    settings.feed.name = settings.board.name;
    plan::Plan plan;
    plan.year = 2024;
    plan.title = {line("Kế hoạch thử"), {}};
    plan.entries = {plan::Observance{entry("le"), on("8/3")}};
    return {.settings = settings,
            .plan = plan,
            .people = {},
            .holidays = {},
            .templates = {},
            .places = {},
            .edited_at = edited_at,
            .files = {}};
}

const Instant edited = instant("2026-05-01T00:00:00Z");
const Instant now = instant("2026-11-24T01:00:00Z");

}  // namespace

TEST_CASE("the feed covers last year, this one and the next two") {
    const board::Board board(a_configuration(edited), {}, now);
    CHECK(board.feed_window() == DayRange{day("2025-01-01"), day("2029-01-01")});
    CHECK(board.revisions().size() == 4);
    const board::Board new_year(a_configuration(edited), board.revisions(),
                                instant("2026-12-31T17:00:00Z"));
    CHECK(iso(new_year.feed_window().first) == "2026-01-01");
    CHECK(new_year.revisions().size() == 4);
}

TEST_CASE("events are stamped with the last edit, not with the time of loading") {
    const board::Board board(a_configuration(edited), {}, now);
    CHECK(board.revisions()[0].last_modified == edited);
    CHECK(board::Board(a_configuration(edited), {}, now + std::chrono::hours{9}).feed() ==
          board.feed());
    const board::Board from_the_future(a_configuration(now + std::chrono::days{400}), {}, now);
    CHECK(from_the_future.revisions()[0].last_modified == now);
}

TEST_CASE("a board built on what it published publishes the same octets") {
    const board::Board first(a_configuration(edited), {}, now);
    const board::Board again(a_configuration(edited + std::chrono::hours{5}), first.revisions(),
                             now);
    CHECK(again.feed() == first.feed());
}

TEST_CASE("the calendar part of a mail speaks the reader's language and exists only in the feed") {
    const board::Board board(a_configuration(edited), {}, now);
    const auto id = board.revisions()[1].occurrence.id;
    const auto part = [&](plan::Language language) {
        const auto parts = board.calendar_parts({id}, language);
        REQUIRE(parts.size() == 1);
        CHECK(parts[0].method == "PUBLISH");
        return parts[0].octets;
    };
    CHECK(part(plan::Language::vi).find("Ngày kỷ niệm") != std::string::npos);
    CHECK(part(plan::Language::en).find("Observance") != std::string::npos);
    CHECK(board.calendar_parts({{id.entry, day("2040-03-08")}}, plan::Language::vi).empty());
}
