// Whole years drawn from seeds, checked by a model that knows sets and no planner.
// SIM_SEED=17 replays one, prints its shortest story; SIM_SEEDS=10000 runs so many.
#include "scenario/sim_year.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>

using namespace nhaclich::test;

namespace {

std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
    const char* text = std::getenv(variable);
    return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

}  // namespace

TEST_CASE("whatever happens in a year, everybody hears once what concerns him, in time",
          "[.year]") {
    if (const auto seed = number_from("SIM_SEED", 0); seed != 0) {
        const auto story = story_of(seed);
        const auto complaints = lived_through(seed, story);
        if (!complaints.empty()) {
            const auto shortest = shrunk(seed, story);
            FAIL(told(shortest) << lived_through(seed, shortest));
        }
        return;
    }
    const auto first = number_from("SIM_FIRST", 1);
    const auto seeds = number_from("SIM_SEEDS", 100);
    for (auto seed = first; seed < first + seeds; ++seed) {
        const auto complaints = lived_through(seed, story_of(seed));
        if (!complaints.empty()) FAIL_CHECK("SIM_SEED=" << seed << "\n" << complaints);
    }
    SUCCEED();
}
