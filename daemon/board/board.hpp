// Everything a reload builds and swaps at once: configuration, calendar, revisions, the feed's octets.
// In: a Configuration, the published revisions, now. Out: an immutable Board.
#pragma once

#include "calendar/working_days.hpp"
#include "config/configuration.hpp"
#include "icalendar/feed.hpp"
#include "plan/changes.hpp"
#include "reminder/agenda.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace nhaclich::board {

/// Movable nowhere, shared as const: what `sources()` and `placing()` refer to lives as long as the Board.
class Board {
  public:
    Board(config::Configuration configuration, const std::vector<plan::Revision>& published,
          const icalendar::FeedWords& words, Instant now);
    Board(const Board&) = delete;
    Board& operator=(const Board&) = delete;

    const config::Configuration& configuration() const { return configuration_; }
    const calendar::Zone& zone() const { return configuration_.settings.board.zone; }
    const calendar::WorkingDays& working_days() const { return working_days_; }
    plan::Placing placing() const { return {working_days_, zone()}; }
    reminder::Sources sources() const;

    /// Days the feed covers: last year's first day to the end of the year after next (FEED 26).
    const DayRange& feed_window() const { return feed_window_; }
    const std::vector<plan::Revision>& revisions() const { return revisions_; }
    const std::string& feed() const { return feed_; }
    std::vector<plan::Occurrence> occurrences(const DayRange& range) const;
    /// The revision of an occurrence in the feed window; nullptr if none.
    const plan::Revision* revision(const plan::OccurrenceId& id) const;
    icalendar::FeedHead feed_head() const;
    /// Public address without a trailing "/"; "" when it depends on the port the system picks.
    std::string base_url() const;

  private:
    config::Configuration configuration_;
    calendar::WorkingDays working_days_;
    DayRange feed_window_;
    std::vector<plan::Revision> revisions_;
    std::string feed_;
};

}  // namespace nhaclich::board
