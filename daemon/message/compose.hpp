// A delivery becomes a message: subject, text, HTML, and facts for a webhook.
// In: the delivery, its occurrence, its reader, now. Out: a Message, rendered whole before anything is sent.
#pragma once

#include "message/catalogue.hpp"
#include "message/message.hpp"
#include "plan/occurrence.hpp"
#include "plan/people.hpp"
#include "reminder/delivery.hpp"

#include <string>

namespace nhaclich::message {

struct ComposeInput {
    const reminder::Delivery& delivery;
    const plan::Occurrence& occurrence;
    const plan::Member& reader;
    const plan::People& people;
    const calendar::Zone& zone;
    const plan::Title& board_name;
    const plan::Title& plan_title;
    std::string base_url;   ///< for links; empty = no links
    std::string calendar;   ///< the iCalendar part, made by icalendar::single
};

/// The words tell the days from `now`, so a late message is never wrong ("hôm nay", "còn 3 ngày", "đã qua hạn").
/// Errors: a template that does not render ("template.broken").
Result<Message> compose(const ComposeInput&, Instant now);

}  // namespace nhaclich::message
