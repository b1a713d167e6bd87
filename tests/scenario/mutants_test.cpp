// The simulator finds what it is there to find: each planted mistake within a thousand years.
#include "scenario/sim_year.hpp"

#include <array>
#include <catch2/catch.hpp>

using namespace nhaclich::test;

namespace {

struct Planted {
    Mutant mutant;
    const char* what;
};

constexpr std::array planted{
    Planted{Mutant::lost_row, "a planned delivery is not written down"},
    Planted{Mutant::wrong_hour, "deliveries go out an hour late"},
    Planted{Mutant::early_hour, "deliveries go out an hour early"},
    Planted{Mutant::second_identity, "a delivery gets another identity"},
    Planted{Mutant::lost_result, "a message sent is not recorded as sent"},
    Planted{Mutant::lost_claim, "what a dead process was sending is forgotten"},
    Planted{Mutant::other_octets, "a second attempt sends other octets"},
    Planted{Mutant::deaf_to_receipts, "reports are not heeded"},
    Planted{Mutant::deaf_to_choices, "choices of members are not heeded"},
    Planted{Mutant::lost_past, "the time down is not made up for"},
    Planted{Mutant::late_to_no_use, "usefulness has no end"},
    Planted{Mutant::silent_changes, "nobody is told that the plan changed"},
    Planted{Mutant::stuck_clock, "a clock set back is not noticed"},
    Planted{Mutant::never_missed, "what was missed is not recorded"}};

/// The first year that shows the mistake; 0 = none of a thousand.
std::uint64_t first_to_show(Mutant mutant) {
    constexpr std::uint64_t years = 1000;
    for (std::uint64_t seed = 1; seed <= years; ++seed)
        if (!lived_through(seed, story_of(seed), mutant).empty()) return seed;
    return 0;
}

}  // namespace

TEST_CASE("every planted mistake is found within a thousand years") {
    for (const auto& [mutant, what] : planted) {
        const auto seed = first_to_show(mutant);
        UNSCOPED_INFO(what << ": year " << seed);
        CHECK(seed != 0);
    }
}

TEST_CASE("a year that goes wrong shrinks to a short story that still does") {
    const auto story = story_of(1);
    REQUIRE_FALSE(lived_through(1, story, Mutant::lost_row).empty());
    const auto shortest = shrunk(1, story, Mutant::lost_row);
    CHECK(shortest.size() <= 2);
    CHECK_FALSE(lived_through(1, shortest, Mutant::lost_row).empty());
    CHECK(lived_through(1, shortest).empty());
}
