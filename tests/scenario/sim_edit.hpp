// The office of a simulated year: how it begins and what a clerk does to its files.
// In: numbers of a story. Out: a board changed.
#pragma once

#include "scenario/sim_board.hpp"
#include "scenario/sim_year.hpp"

#include <random>

namespace nhaclich::test {

/// The element at that place, counted round.
template <class Map>
auto chosen(Map& map, int index) {
    auto at = map.begin();
    std::advance(at, static_cast<std::ptrdiff_t>(static_cast<std::size_t>(index) % map.size()));
    return at;
}

SimBoard first_board(std::mt19937_64& chance);

/// False = the event is no edit. `added` counts what the year has added.
bool edit(SimBoard& board, const Event& event, Day today, int& added);

}  // namespace nhaclich::test
