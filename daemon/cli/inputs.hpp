// What several verbs read: the configuration, dates of a period, the board as it is published.
// In: command line options. Out: values, or complaints on stderr.
#pragma once

#include "board/board.hpp"
#include "cli/verb.hpp"
#include "store/open.hpp"

#include <memory>
#include <optional>
#include <string>

namespace nhaclich::cli {

Instant now();

/// The configuration, or its faults printed; `status` then says how to exit.
std::optional<config::Configuration> loaded(const Common& common, Exit& status);

/// A period of days, both ends included on the command line.
struct Period {
    std::string from;  ///< "" = `first`
    std::string to;    ///< "" = `last`
};
void declare_period(CLI::App& command, Period& period, const message::Catalogue& words);
/// Complains on stderr and answers nothing if a date is no date or the period is empty.
std::optional<DayRange> days_of(const Period& period, DayRange otherwise,
                                const message::Catalogue& words);

/// The board with the stamps of what a daemon published into `state`, fresh stamps where none did;
/// and what the daemon knows.
struct Published {
    std::shared_ptr<const board::Board> board;
    store::Snapshot known;
};
std::optional<Published> published(config::Configuration configuration, const std::string& state,
                                   const Common& common, Exit& status, Instant when = now());
/// The same from the configuration of the command line.
std::optional<Published> published(const std::string& state_option, const Common& common,
                                   Exit& status);

}  // namespace nhaclich::cli
