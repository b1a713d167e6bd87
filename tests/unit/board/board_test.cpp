#include "board/board.hpp"

#include "support/a_configuration.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::test;

namespace {

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
    CHECK(new_year.history().size() == 5);
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

TEST_CASE("what the settings add to every event moves its stamp when it changes") {
    const board::Board before(a_configuration(edited), {}, now);
    const Instant later = edited + std::chrono::hours{5};
    auto public_board = a_configuration(later);
    public_board.settings.http.base_url = "https://lich.example.org";
    const board::Board after(public_board, before.history(), now);
    REQUIRE(after.feed().find("https://lich.example.org/") != std::string::npos);
    for (const auto& revision : after.revisions()) {
        CHECK(revision.last_modified == later);
        CHECK(revision.created == edited);
        CHECK(revision.sequence == 0);
    }
    // The name of the calendar is no event's.
    public_board.settings.feed.name = {line("Tên khác"), {}};
    public_board.edited_at = later + std::chrono::hours{5};
    CHECK(board::Board(public_board, after.history(), now).revisions() == after.revisions());
}

TEST_CASE("the calendar tells its colour by name and by number") {
    auto configuration = a_configuration(edited);
    CHECK(board::Board(configuration, {}, now)
              .feed()
              .find("\r\nX-APPLE-CALENDAR-COLOR:#800080\r\n") != std::string::npos);
    configuration.settings.feed.color = "yellowgreen";
    const auto octets = board::Board(configuration, {}, now).feed();
    CHECK(octets.find("\r\nCOLOR:yellowgreen\r\n") != std::string::npos);
    CHECK(octets.find("\r\nX-APPLE-CALENDAR-COLOR:#9ACD32\r\n") != std::string::npos);
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
