// Members' own calendars: what concerns each, with his alarms, his duties and how they stand.
// In: a Board, records, whose calendar, what it has shown. Out: octets, and what it shows now.
#pragma once

#include "board/own_part.hpp"
#include "board/planned_event.hpp"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace nhaclich::board {

/// What a member wants of one of his calendars.
struct PersonalChoice {
    MemberId member;
    std::set<plan::Kind> kinds;              ///< empty = all
    std::optional<plan::Language> language;  ///< nothing = that of his messages
    bool alarms = true;
};

/// What a calendar has shown of an event beyond its public part.
struct Shown {
    std::string own;  ///< that part as text
    int changes = 0;  ///< how often more than its alarms did; SEQUENCE grows by as much
    Instant changed;  ///< when it last became another one: LAST-MODIFIED is not before
    friend bool operator==(const Shown&, const Shown&) = default;
};
/// The memory of one calendar, so that an event's stamps move when, and only when, what its reader
/// sees of it changed (RFC 5545 3.8.7).
using ShownEvents = std::map<plan::OccurrenceId, Shown>;

struct PersonalCalendar {
    std::string octets;
    std::size_t own = 0;  ///< so many of them tell of the reader; the rest is the same for many
    friend bool operator==(const PersonalCalendar&, const PersonalCalendar&) = default;
};

/// The calendars of one board and its records; events that several have in common are written
/// once.
class PersonalFeeds {
  public:
    PersonalFeeds(std::shared_ptr<const Board> board,
                  std::shared_ptr<const reminder::Records> records);

    /// Nothing where there is no such member. `shown` becomes what the calendar shows now. Same
    /// board, records, choice and memory: same octets, whatever the hour.
    std::optional<PersonalCalendar> feed(const PersonalChoice& choice, ShownEvents& shown,
                                         Instant now);

  private:
    struct Calendar;
    bool belongs(const PlannedEvent& event, const plan::Member& member,
                 const PersonalChoice& choice, const ShownEvents& shown);
    const std::string& block(const PlannedEvent& event, const Shown& shown,
                             const icalendar::Own& own, const Calendar& calendar);

    std::shared_ptr<const Board> board_;
    std::shared_ptr<const reminder::Records> records_;
    reminder::Sources sources_;
    OwnParts parts_;
    std::map<MemberId, const plan::Member*> members_;
    std::vector<PlannedEvent> events_;
    std::map<std::string, std::string, std::less<>> blocks_;
    std::size_t blocks_size_ = 0;
    std::string key_;  ///< of the block looked for
};

}  // namespace nhaclich::board
