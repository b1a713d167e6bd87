// What every mail has around its matter: greeting, why it is late, one subject, one layout.
// In: reader, words, values. Out: texts for the templates, and the message rendered from them.
#pragma once

#include "message/catalogue.hpp"
#include "message/message.hpp"
#include "message/templates.hpp"
#include "message/timing.hpp"
#include "plan/people.hpp"

#include <string>

namespace nhaclich::message {

/// "Kính gửi: Trần Thị Mẫu, Thường trực Ban".
std::string greeting(const plan::Member& reader, const Catalogue& words);

/// Which hour it was meant for, if that is long past; else "".
std::string late_note(Instant due, const calendar::Zone& zone, const Catalogue& words, Instant now);

/// At most `max` characters, cut at a space, with "…".
std::string shortened(std::string_view text, std::size_t max);

/// A subject longer than this is cut by every phone; the whole title stands in the body.
constexpr std::size_t title_characters = 120;

/// {text} for every line of a prose.
Value::Rows paragraphs(std::string_view prose);

/// A leaf of a wall calendar, struck through when it is old.
Values leaf(const Catalogue& words, Day day, bool old = false);

/// Exactly one of {late_tone}, {pressing_tone} and {calm_tone}.
void add_tone(Values& values, Tone tone);

/// Who reads it, and when it is written.
struct Envelope {
    const plan::Member& reader;
    const std::vector<CalendarPart>& calendars;
    Instant date;
    const Templates& templates;
    std::string kind;  ///< as Templates::find
    std::string choices_url;
};

/// The template BODY within the layout, and BODY-text in NFC as a whole, with a line
/// break at its end; the webhook's data is left to the caller. "template.…", "text.…".
Result<Message> mail(const std::string& body, const std::string& subject, Values values,
                     const Envelope& envelope);

}  // namespace nhaclich::message
