// A year drawn from a seed: edits, restarts, crashes, outages, jumps of the clock, receipts,
// choices; the whole daemon on an SQLite file under a virtual clock. And whether all was right.
// In: a story. Out: what went wrong; nothing = all was right.
#pragma once

#include "scenario/sim_store.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace nhaclich::test {

/// Something happens, some hours after the last.
struct Event {
    int hours = 0;
    int what = 0;  ///< index of a table in sim_story.cpp
    int a = 0;     ///< whom or what it concerns: taken modulo what there is
    int b = 0;
    std::string_view name() const;  ///< "move", "crash" …
    std::string text() const;
};
using Story = std::vector<Event>;

Story story_of(std::uint64_t seed);

/// The complaints of the model, each a line; "" if there are none.
std::string lived_through(std::uint64_t seed, const Story& story, Mutant mutant = Mutant::none);

/// The shortest story found that still ends in complaints, leaving out one event after another.
Story shrunk(std::uint64_t seed, Story story, Mutant mutant = Mutant::none);

std::string told(const Story& story);

}  // namespace nhaclich::test
