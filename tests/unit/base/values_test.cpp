#include "base/instant.hpp"
#include "base/secret.hpp"
#include "base/strong_id.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;

TEST_CASE("an hour is HH:MM and nothing else") {
    CHECK(LocalHour::parse("08:05").value() == LocalHour::at(8, 5));
    CHECK(LocalHour::parse("23:59").value().text() == "23:59");
    const auto wrong = GENERATE(
        values<std::string>({"8:00", "08.00", "24:00", "08:60", "", "08:00 ", "ab:cd", "-1:00"}));
    CHECK_FALSE(LocalHour::parse(wrong).has_value());
}

TEST_CASE("days and instants come back from their ISO text") {
    const auto day = GENERATE(values<std::string>({"2026-11-24", "2024-02-29", "1999-12-31"}));
    CHECK(iso(parse_iso_day(day).value()) == day);
    CHECK(iso(parse_iso_instant(day + "T23:59:58Z").value()) == day + "T23:59:58Z");
}

TEST_CASE("text that is no ISO day or instant is refused") {
    const auto day = GENERATE(values<std::string>(
        {"2026-02-30", "2026-13-01", "2026-1-1", "20261124", "2026/11/24", "x026-11-24", ""}));
    CHECK_FALSE(parse_iso_day(day).has_value());
    const auto instant = GENERATE(
        values<std::string>({"2026-11-24T08:00:00", "2026-11-24 08:00:00Z", "2026-11-24T08:00:60Z",
                             "2026-11-24T24:00:00Z", "2026-11-24T08:00:00+07:00"}));
    CHECK_FALSE(parse_iso_instant(instant).has_value());
}

TEST_CASE("an instant before 1970 is written right") {
    CHECK(iso(Instant{std::chrono::seconds{-1}}) == "1969-12-31T23:59:59Z");
}

TEST_CASE("an id is a short lower-case word") {
    CHECK(EntryId::parse("bao-cao-6-thang").value().str() == "bao-cao-6-thang");
    const auto wrong = GENERATE(
        values<std::string>({"", "-a", "Báo-cáo", "a b", "a_b", "A", "a\n", std::string(65, 'a')}));
    CHECK(EntryId::parse(wrong).error().id == "id.format"_msg);
}

TEST_CASE("a secret leaves nothing behind where it was moved from") {
    Secret from("mật khẩu");
    const Secret to(std::move(from));
    CHECK(to.reveal() == "mật khẩu");
    CHECK(from.empty());  // NOLINT(bugprone-use-after-move): the contract of the move
}
