#include "calendar/zone.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::calendar;

TEST_CASE("a wall clock hour becomes an instant in its zone, through gaps and overlaps") {
    struct Row {
        std::string zone, day, hour, expected;
    };
    const auto row = GENERATE(values<Row>({
        {"Asia/Ho_Chi_Minh", "2026-11-24", "08:00", "2026-11-24T01:00:00Z"},
        {"Asia/Ho_Chi_Minh", "2026-11-24", "06:30", "2026-11-23T23:30:00Z"},
        {"Europe/Berlin", "2026-01-15", "08:00", "2026-01-15T07:00:00Z"},
        {"Europe/Berlin", "2026-07-15", "08:00", "2026-07-15T06:00:00Z"},
        {"Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T01:00:00Z"},  // skipped: after the gap
        {"Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T00:30:00Z"},  // twice: the first
    }));
    const auto zone = Zone::find(row.zone).value();
    const auto instant =
        zone.instant_of(parse_iso_day(row.day).value(), LocalHour::parse(row.hour).value());
    CHECK(iso(instant) == row.expected);
}

TEST_CASE("an instant has its local day") {
    const auto zone = Zone::find("Asia/Ho_Chi_Minh").value();
    CHECK(iso(zone.day_of(parse_iso_instant("2026-11-23T16:59:59Z").value())) == "2026-11-23");
    CHECK(iso(zone.day_of(parse_iso_instant("2026-11-23T17:00:00Z").value())) == "2026-11-24");
}

TEST_CASE("a zone that does not exist is refused") {
    const auto name =
        GENERATE(values<std::string>({"Asia/Saigon2", "", "../../etc/passwd", "UTC+7"}));
    CHECK(Zone::find(name).error().id == "zone.unknown"_msg);
}
