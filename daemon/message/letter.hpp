// A message about several things at once, or about something else than a single reminder: changes
// of the plan, who has reported, what is coming, what needs somebody.
// In: deliveries with their occurrences, their reader, now. Out: one Message.
#pragma once

#include "message/compose.hpp"
#include "reminder/suspension.hpp"

#include <functional>
#include <optional>
#include <vector>

namespace nhaclich::message {

/// One delivery of a bundle and what it is about.
struct LetterItem {
    const reminder::Delivery& delivery;
    std::optional<plan::Occurrence> occurrence;  ///< as it is now; nothing = digests and the like
};

/// Makes the calendar parts of occurrences, in the reader's language.
using CalendarsOf =
    std::function<std::vector<CalendarPart>(const std::vector<plan::OccurrenceId>&)>;

struct LetterInput {
    std::vector<LetterItem> items;         ///< at least one
    std::vector<plan::Occurrence> agenda;  ///< for a digest: what comes that concerns the reader
    const plan::Member& reader;
    const plan::People& people;
    const reminder::Receipts& receipts;
    const calendar::WorkingDays& working_days;
    const calendar::Zone& zone;
    const plan::Title& board_name;
    const plan::Title& plan_title;
    std::string base_url;
    CalendarsOf calendars;  ///< may be empty: none
    const Templates& templates;
    std::string choices_url = {};  ///< the reader's own page; empty = none
    reminder::Suspensions suspended = {};
};

/// A single reminder is composed as such (compose.hpp); reminders of one occurrence become one
/// part of the letter. Errors as compose().
Result<Message> letter(const LetterInput&, Instant now);

/// To try the way by a channel: says that it is a test and that nothing is to be done. No items.
Result<Message> test_letter(const LetterInput&, const ChannelId& channel, Instant now);

}  // namespace nhaclich::message
