#include "http/misses.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich::http;

namespace {

const ClientKey someone{false, 1};
const ClientKey another{false, 2};
constexpr Misses::Time start{std::chrono::hours{5}};
constexpr std::chrono::seconds minute{60};

}  // namespace

TEST_CASE("so many misses in a minute are forgiven, the next are not, and others pay nothing") {
    Misses misses;
    for (int i = 0; i < Misses::a_minute; ++i) CHECK_FALSE(misses.count(someone, start));
    CHECK(misses.count(someone, start + minute / 2));
    CHECK_FALSE(misses.count(another, start + minute / 2));
    CHECK_FALSE(misses.count(someone, start + minute));
}

TEST_CASE("many who guess take no more room than a fixed number, and one who guesses still waits") {
    Misses misses;
    for (std::uint64_t i = 0; i < 3 * Misses::clients; ++i)
        CHECK_FALSE(misses.count({true, i}, start));
    for (int i = 0; i < Misses::a_minute; ++i) CHECK_FALSE(misses.count(someone, start));
    CHECK(misses.count(someone, start));
    CHECK(misses.remembered() <= Misses::clients);
}

TEST_CASE("room is made of those whose minute is over") {
    Misses misses;
    for (std::uint64_t i = 0; i + 1 < Misses::clients; ++i)
        CHECK_FALSE(misses.count({true, i}, start));
    const auto later = start + minute / 2;
    for (int i = 0; i <= Misses::a_minute; ++i) misses.count(someone, later);
    CHECK_FALSE(misses.count(another, start + minute));
    CHECK(misses.remembered() == 2);
    CHECK(misses.count(someone, start + minute));
}
