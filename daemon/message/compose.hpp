// A delivery becomes a message: subject, text, HTML, and facts for a webhook.
// In: the delivery, its occurrence, its reader, now. Out: a Message, rendered whole before anything
// is sent.
#pragma once

#include "calendar/working_days.hpp"
#include "calendar/zone.hpp"
#include "message/catalogue.hpp"
#include "message/message.hpp"
#include "message/templates.hpp"
#include "plan/occurrence.hpp"
#include "plan/people.hpp"
#include "reminder/delivery.hpp"
#include "reminder/receipt.hpp"

#include <string>

namespace nhaclich::message {

struct ComposeInput {
    const reminder::Delivery& delivery;
    const plan::Occurrence& occurrence;
    const plan::Member& reader;
    const plan::People& people;
    const calendar::WorkingDays& working_days;
    const calendar::Zone& zone;
    const plan::Title& board_name;
    const plan::Title& plan_title;
    std::string base_url;                 ///< for links, without a trailing "/"; empty = no links
    std::vector<CalendarPart> calendars;  ///< made by icalendar::part
    const reminder::Receipts& receipts;
    const Templates& templates;
    std::string choices_url = {};  ///< the reader's own page; empty = none
};

/// The words tell the days from `now`, so a late message is never wrong ("hôm nay", "còn 3 ngày",
/// "quá hạn 2 ngày"). Same input and `now`, same octets.
/// Errors: a template that does not render ("template.…"), words that are no clean text ("text.…").
Result<Message> compose(const ComposeInput&, Instant now);

}  // namespace nhaclich::message
