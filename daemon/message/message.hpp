// A message ready for any channel: words rendered, no channel known yet.
// In: made by compose. Out: subject, texts and facts for a channel to encode.
#pragma once

#include "base/instant.hpp"
#include "base/text.hpp"
#include "plan/occurrence.hpp"
#include "plan/people.hpp"

#include <optional>
#include <string>
#include <vector>

namespace nhaclich::message {

/// A part of its own for calendar programs (RFC 5546).
struct CalendarPart {
    std::string method;  ///< "PUBLISH" or "CANCEL", as METHOD in the octets
    std::string octets;  ///< iCalendar
    friend bool operator==(const CalendarPart&, const CalendarPart&) = default;
};

struct Message {
    Line subject;
    std::string text;  ///< plain, "\n" line ends, NFC
    std::string html;  ///< a whole document, UTF-8
    std::vector<CalendarPart> calendars;
    plan::Language language = plan::Language::vi;
    Line recipient_name;
    std::string choices_url;  ///< where the reader may stop them; empty = nowhere
    /// All its parts are about this one occurrence: mail programs show such messages together.
    std::optional<plan::OccurrenceId> about;
    Instant date;      ///< of the message: the first attempt
    std::string json;  ///< the "data" object of a webhook: facts of the reminder
};

}  // namespace nhaclich::message
