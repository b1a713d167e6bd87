// The calendar as subscriptions want it, each event written once for all that show it alike.
// In: a Board and choices. Out: octets; the same board and choice give the same.
#pragma once

#include "board/feed_choice.hpp"
#include "board/planned_event.hpp"
#include "reminder/audience.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace nhaclich::board {

/// RFC 5545, or the same as JSON (RFC 7265).
enum class Form { icalendar, jcal };

/// What concerns a member of the group, or the group itself where nobody is in it; what is gone
/// from the plan stays where it concerned somebody, as long as the feed shows it. Alarms
/// are the rules for everybody, the four nearest, of what is near; they move LAST-MODIFIED where
/// they are shown.
class ChosenFeeds {
  public:
    /// The board outlives it. `kept_at_most`: octets of events kept for other calendars.
    explicit ChosenFeeds(const Board& board, std::size_t kept_at_most = std::size_t{16} << 20U);
    ChosenFeeds(const ChosenFeeds&) = delete;
    ChosenFeeds& operator=(const ChosenFeeds&) = delete;
    ~ChosenFeeds() = default;

    class Making;
    /// Outlives what it begins.
    Making begin(FeedChoice choice, Form form);

    std::size_t kept() const { return kept_; }

  private:
    /// An event as some calendars show it.
    struct Block {
        Form form;
        plan::Language language;
        bool alarms;
        std::vector<std::chrono::seconds> alarms_at;
        std::string octets;
    };
    struct Event {
        PlannedEvent shown;
        std::vector<Block> blocks = {};
    };

    bool wants(const Event& event, const FeedChoice& choice);
    bool concerns(const plan::Occurrence& occurrence, const GroupId& group);
    std::vector<std::chrono::seconds> alarms(const Event& event, const FeedChoice& choice) const;
    /// The board's name, and whose calendar it is.
    Line name(const FeedChoice& choice) const;

    const Board& board_;
    reminder::Sources sources_;
    reminder::Records records_;
    reminder::Audience audience_;
    std::vector<Event> events_;
    std::size_t kept_at_most_;
    std::size_t kept_ = 0;
    bool full_ = false;  ///< something could not be kept
};

/// One calendar, a little at a time: that of a large board takes long, and others wait meanwhile.
class ChosenFeeds::Making {
  public:
    /// Writes so many events as nobody minds waiting for; false once all are written.
    bool go_on();
    /// Once all are written.
    std::string octets() &&;

  private:
    friend class ChosenFeeds;
    Making(ChosenFeeds& feeds, FeedChoice choice, Form form);
    /// Adds it; true where it had to be written first.
    bool add(Event& event);
    std::string written(const Event& event, const std::vector<std::chrono::seconds>& alarms) const;

    ChosenFeeds& feeds_;
    FeedChoice choice_;
    Form form_;
    icalendar::FeedHead head_;
    icalendar::FeedLanguage words_;
    std::vector<Event*> events_;
    std::size_t next_ = 0;  ///< event to be added
    std::string octets_;
};

}  // namespace nhaclich::board
