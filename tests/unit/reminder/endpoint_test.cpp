// A channel whose endpoint only fails is closed, and whoever minds the program hears of it once.
#include "reminder/endpoint.hpp"

#include "unit/reminder/world.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::reminder;
using namespace nhaclich::test;

namespace {

const std::string now = "2026-11-24T02:00:00Z";

World a_board() {
    World world;
    world.reminding.disable_after = {{channel("zalo"), std::chrono::days{5}},
                                     {channel("mai-mai"), std::chrono::days{0}}};
    return world;
}

Agenda answered(const World& world, const Endpoint& endpoint) {
    Facts facts{instant(now), {}};
    facts.endpoints = {endpoint};
    return world.at(now, facts);
}

Endpoint failing(const std::string& of, const std::string& since, const std::string& last,
                 int failures) {
    return {channel(of), instant(since), instant(last), failures};
}

}  // namespace

TEST_CASE("an endpoint is closed after days of failures, with some attempts between") {
    struct Row {
        const char* channel;
        const char* since;
        const char* last;
        int failures;
        bool closed;
    };
    for (const auto& row :
         std::vector<Row>{{"zalo", "2026-11-19T02:00:00Z", "2026-11-24T02:00:00Z", 5, true},
                          {"zalo", "2026-11-19T02:00:01Z", "2026-11-24T02:00:00Z", 90, false},
                          {"zalo", "2026-11-01T02:00:00Z", "2026-11-24T02:00:00Z", 4, false},
                          {"zalo", "2026-11-01T02:00:00Z", "2026-11-01T09:00:00Z", 9, false},
                          {"mai-mai", "2026-01-01T02:00:00Z", "2026-11-24T02:00:00Z", 99, false},
                          {"email", "2026-01-01T02:00:00Z", "2026-11-24T02:00:00Z", 99, false}}) {
        CAPTURE(row.channel, row.since, row.last, row.failures);
        const auto agenda =
            answered(a_board(), failing(row.channel, row.since, row.last, row.failures));
        CHECK(agenda.endpoints_closed.size() == (row.closed ? 1 : 0));
        CHECK(agenda.endpoints_told.size() == (row.closed ? 1 : 0));
        CHECK(routes(agenda.deliveries) ==
              (row.closed ? Lines{"endpoint zalo " + now + " binh email"} : Lines{}));
    }
}

TEST_CASE("of one that is closed the standing members hear once, by their other channels") {
    auto world = a_board();
    world.the("binh").addresses[channel("zalo")] = line("99");
    world.choose("binh", "channels", "email,zalo");
    auto gone = failing("zalo", now, now, 1);
    gone.closed = instant("2026-11-24T01:59:00Z");
    gone.gone = true;
    auto agenda = answered(world, gone);
    CHECK(agenda.endpoints_closed.empty());
    CHECK(agenda.endpoints_told == std::vector{channel("zalo")});
    REQUIRE(routes(agenda.deliveries) == Lines{"endpoint zalo 2026-11-24T01:59:00Z binh email"});
    CHECK(purpose(agenda.deliveries[0].key) == Purpose::endpoint);
    CHECK(world.verdict(agenda.deliveries[0], now) == "wanted");
    gone.told = true;
    agenda = answered(world, gone);
    CHECK(agenda.deliveries.empty());
    CHECK(agenda.endpoints_told.empty());
}

TEST_CASE("a word about a channel names it") {
    CHECK(endpoint_of("endpoint zalo 2026-11-24T01:59:00Z") == "zalo");
    CHECK(endpoint_of("burst 2026-11-24T01:59:00Z").empty());
}
