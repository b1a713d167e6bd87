// An entry laid on the calendar: the one normal form that feed, reminders, messages and pages read.
// In: made by plan/kinds. Out: identity, span, words, duties. Nobody after this asks which kind it
// was.
#pragma once

#include "base/instant.hpp"
#include "base/strong_id.hpp"
#include "calendar/working_days.hpp"
#include "plan/kind.hpp"
#include "plan/overdue.hpp"
#include "plan/rule.hpp"
#include "plan/words.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace nhaclich::plan {

/// For ever the same, whatever moves: the entry, and the date the plan names.
struct OccurrenceId {
    EntryId entry;
    Day nominal;
    friend auto operator<=>(const OccurrenceId&, const OccurrenceId&) = default;
};

/// From a start up to but not including an end.
struct Timed {
    Instant start;
    Instant end;
    std::string zone;  ///< IANA name the wall clock times are meant in
    friend bool operator==(const Timed&, const Timed&) = default;
};

using Span = std::variant<DayRange, Timed>;

/// "trước ngày 05/6" is last in time on 04/6; "chậm nhất ngày 05/6" on 05/6 itself.
enum class Limit { before, by };

enum class Status { confirmed, cancelled };
std::string_view code(Status status);  ///< "confirmed", "cancelled"

/// Where the plan's words put the occurrence, and why it lies elsewhere.
struct ShiftedFrom {
    Day day;
    std::optional<calendar::DayOff> why;  ///< nothing = the plan says that this one is moved
    friend bool operator==(const ShiftedFrom&, const ShiftedFrom&) = default;
};

struct Occurrence {
    OccurrenceId id;
    Kind kind = Kind::task;
    Title title;
    Description description;
    Line section;
    Line place;
    Line link;
    Span span;
    Status status = Status::confirmed;

    std::optional<Day> due;      ///< deadlines: the last day on which submitting is in time
    std::optional<Limit> limit;  ///< deadlines: how the plan words the nominal day
    std::optional<ShiftedFrom> shifted_from;
    std::vector<GroupId> audience;  ///< empty = the board's default audience
    std::vector<GroupId> owed_by;   ///< not empty: needs receipts
    std::vector<GroupId> submit_to;
    std::optional<std::vector<Rule>> remind;  ///< nothing = the default rules of its kind
    std::optional<std::vector<Rule>> summary = std::nullopt;  ///< deadlines: nothing = the board's
    std::optional<Overdue> overdue = std::nullopt;            ///< likewise

    bool all_day() const { return std::holds_alternative<DayRange>(span); }
    bool needs_receipt() const { return !owed_by.empty(); }
    friend bool operator==(const Occurrence&, const Occurrence&) = default;
};

Instant start_of(const Occurrence&, const calendar::Zone&);  ///< all-day: midnight in the zone
Instant end_of(const Occurrence&, const calendar::Zone&);    ///< exclusive
Day first_day(const Occurrence&, const calendar::Zone&);
Day last_day(const Occurrence&, const calendar::Zone&);  ///< included

/// The day that counts: the due day of a deadline, else the first day.
Day effective_day(const Occurrence&, const calendar::Zone&);

/// When `rule` falls due for this occurrence; nothing for a time offset of an all-day occurrence.
std::optional<Instant> due_instant(const Rule& rule, const Occurrence&,
                                   const calendar::WorkingDays&, const calendar::Zone&);

}  // namespace nhaclich::plan
