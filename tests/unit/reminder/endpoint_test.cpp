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
        auto endpoint = failing(row.channel, row.since, row.last, row.failures);
        endpoint.warned = true;
        const auto agenda = answered(a_board(), endpoint);
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

TEST_CASE("what fails for a quarter of an hour is told once, by other channels") {
    struct Row {
        const char* channel;
        const char* since;
        const char* last;
        int failures;
        bool told;
    };
    for (const auto& row :
         std::vector<Row>{{"email", "2026-11-24T01:45:00Z", now.c_str(), 3, true},
                          {"email", "2026-11-24T01:45:01Z", now.c_str(), 9, false},
                          {"email", "2026-11-23T01:45:00Z", now.c_str(), 2, false},
                          {"zalo", "2026-11-24T01:00:00Z", now.c_str(), 4, true},
                          {"zalo", "2026-11-24T01:00:00Z", "2026-11-24T01:01:00Z", 4, false}}) {
        CAPTURE(row.channel, row.since, row.last, row.failures);
        auto world = a_board();
        world.the("binh").addresses[channel("zalo")] = line("99");
        auto endpoint = failing(row.channel, row.since, row.last, row.failures);
        CHECK(needs_answer(endpoint, world.sources().reminding) == row.told);
        auto agenda = answered(world, endpoint);
        const std::string other = row.channel == std::string("zalo") ? "email" : "zalo";
        const auto word = std::string("failing ") + row.channel + ' ' + row.since;
        CHECK(routes(agenda.deliveries) == (row.told ? Lines{word + " binh " + other} : Lines{}));
        CHECK(agenda.endpoints_warned.size() == (row.told ? 1 : 0));
        CHECK(agenda.endpoints_closed.empty());
        if (!row.told) continue;
        CHECK(purpose(agenda.deliveries[0].key) == Purpose::trouble);
        CHECK(world.verdict(agenda.deliveries[0], now) == "wanted");
        endpoint.warned = true;
        CHECK(answered(world, endpoint).deliveries.empty());
    }
}

TEST_CASE("a word about a channel names it") {
    for (const std::string kind : {"endpoint", "failing"}) {
        const auto word = endpoint_word(kind + " zalo 2026-11-24T01:59:00Z");
        REQUIRE(word.has_value());
        CHECK(word->channel == "zalo");
        CHECK(word->since == instant("2026-11-24T01:59:00Z"));
    }
    for (const auto* other :
         {"burst 2026-11-24T01:59:00Z", "endpoint zalo", "failing ", "-7d 08:00"})
        CHECK_FALSE(endpoint_word(other).has_value());
}
