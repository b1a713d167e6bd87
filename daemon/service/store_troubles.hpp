// Errors of the store: a disk that is full is told and does not fill the log as well.
// In: errors as they come. Out: one line a minute of each, and how many there were.
#pragma once

#include "clock/clock.hpp"
#include "service/log.hpp"

#include <cstdint>
#include <map>
#include <string>

namespace nhaclich::service {

/// One thread.
class StoreTroubles {
  public:
    /// Both outlive it.
    StoreTroubles(const Log& log, Clock& clock) : log_(log), clock_(clock) {}

    /// The same words within a minute are counted; the next line says how often they came. True
    /// when there is a line.
    bool note(const Error& error);
    /// Since the start.
    std::uint64_t count() const { return count_; }

  private:
    struct Told {
        Instant at;
        std::uint64_t untold = 0;
    };

    const Log& log_;
    Clock& clock_;
    std::map<std::string, Told> told_;  ///< by words
    std::uint64_t count_ = 0;
};

}  // namespace nhaclich::service
