// The simulator finds what it is there to find: each planted mistake within a thousand years.
#include "scenario/sim_year.hpp"

#include <array>
#include <catch2/catch.hpp>

using namespace nhaclich::test;

namespace {

struct Planted {
    Mutant mutant;
    const char* what;
    std::uint64_t known = 1;  ///< a year that showed it, looked at first
};

constexpr std::array planted{
    Planted{Mutant::lost_row, "a planned delivery is not written down"},
    Planted{Mutant::wrong_hour, "deliveries go out an hour late", 4},
    Planted{Mutant::early_hour, "deliveries go out an hour early"},
    Planted{Mutant::second_identity, "a delivery gets another identity"},
    Planted{Mutant::lost_result, "a message sent is not recorded as sent"},
    Planted{Mutant::lost_note, "a noted acceptance does not outlive the process"},
    Planted{Mutant::lost_claim, "what a dead process was sending is forgotten", 20},
    Planted{Mutant::other_octets, "a second attempt sends other octets"},
    Planted{Mutant::deaf_to_receipts, "reports are not heeded", 5},
    Planted{Mutant::deaf_to_choices, "choices of members are not heeded", 2},
    Planted{Mutant::lost_past, "the time down is not made up for"},
    Planted{Mutant::false_sent, "a message deferred is recorded as sent"},
    Planted{Mutant::silent_changes, "nobody is told that the plan changed", 91},
    Planted{Mutant::stuck_clock, "a clock set back is not noticed", 585},
    Planted{Mutant::never_missed, "what was missed is not recorded", 5}};

bool shows(std::uint64_t year, Mutant mutant) {
    return !lived_through(year, story_of(year), mutant).empty();
}

/// A year that shows the mistake; 0 = none of a thousand.
std::uint64_t year_of(const Planted& mistake) {
    constexpr std::uint64_t years = 1000;
    if (shows(mistake.known, mistake.mutant)) return mistake.known;
    for (std::uint64_t year = 1; year <= years; ++year)
        if (shows(year, mistake.mutant)) return year;
    return 0;
}

}  // namespace

TEST_CASE("every planted mistake is found within a thousand years", "[mutants]") {
    for (const auto& mistake : planted) {
        const auto year = year_of(mistake);
        UNSCOPED_INFO(mistake.what << ": year " << year);
        CHECK(year != 0);
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
