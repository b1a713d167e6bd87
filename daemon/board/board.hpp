// Everything a reload builds and swaps at once: configuration, calendar, revisions, the feed's
// octets. In: a Configuration, the published revisions, now. Out: an immutable Board.
#pragma once

#include "board/alarms.hpp"
#include "calendar/working_days.hpp"
#include "config/configuration.hpp"
#include "icalendar/feed.hpp"
#include "message/message.hpp"
#include "message/templates.hpp"
#include "plan/changes.hpp"
#include "reminder/receipt.hpp"
#include "reminder/sources.hpp"

#include <map>
#include <string>
#include <vector>

namespace nhaclich::board {

/// Shared as const: what `sources()` and `placing()` refer to lives as long as the Board.
class Board {
  public:
    Board(config::Configuration configuration, const std::vector<plan::Revision>& published,
          Instant now, const reminder::Receipts& receipts = {});
    Board(const Board&) = delete;
    Board& operator=(const Board&) = delete;
    ~Board() = default;

    const config::Configuration& configuration() const { return configuration_; }
    const calendar::Zone& zone() const { return configuration_.settings.board.zone; }
    const calendar::WorkingDays& working_days() const { return working_days_; }
    plan::Placing placing() const { return {working_days_, zone(), &submissions_}; }
    reminder::Sources sources() const;
    /// Public address without a trailing "/"; "" unless the settings name one.
    const std::string& base_url() const { return configuration_.settings.http.base_url; }

    const message::Templates& templates() const { return templates_; }

    /// Day of the board's `now`.
    Day today() const { return today_; }
    /// The days the feed covers: from the first day of last year to the last day of the year after
    /// next.
    const DayRange& feed_window() const { return feed_window_; }
    const std::vector<plan::Revision>& revisions() const { return revisions_.shown; }
    /// To be published: what the feed shows, and what it showed in other years.
    std::vector<plan::Revision> history() const;
    const std::string& feed() const { return feed_; }
    /// Of the occurrences that the feed covers and the plan has.
    const std::map<plan::OccurrenceId, PlannedAlarms>& alarms() const { return alarms_; }
    /// The calendar parts of a mail: those that take place together, each cancelled one by itself;
    /// what the feed does not cover is left out.
    std::vector<message::CalendarPart> calendar_parts(const std::vector<plan::OccurrenceId>& ids,
                                                      plan::Language language) const;
    std::vector<plan::Occurrence> occurrences(const DayRange& range) const;

    /// What the feed holds under the UID's own part ("quoc-te-phu-nu-20260308"), alone; empty where
    /// there is none.
    std::string one_event(std::string_view name, plan::Language language) const;
    icalendar::FeedHead feed_head(plan::Language language) const;

  private:
    /// Lays out the alarms, too.
    plan::Revisions revised(const std::vector<plan::Revision>& published, Instant now);

    config::Configuration configuration_;
    message::Templates templates_;
    calendar::WorkingDays working_days_;
    plan::Submissions submissions_;
    Day today_;
    DayRange feed_window_;
    std::map<plan::OccurrenceId, PlannedAlarms> alarms_;
    plan::Revisions revisions_;
    std::string feed_;
};

}  // namespace nhaclich::board
