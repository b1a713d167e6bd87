// What every mail has around its matter: greeting, why it is late, one subject, one layout.
// In: reader, words, values. Out: texts for the templates, and the rendered documents.
#pragma once

#include "message/catalogue.hpp"
#include "message/template.hpp"
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

/// The template "mail/BODY" within the layout. "template.…".
Result<std::string> html_mail(const std::string& body, Values values, const std::string& title);

/// The template "mail/BODY-text", in NFC as a whole, with a line break at its end. "template.…",
/// "text.…".
Result<std::string> plain_mail(const std::string& body, const Values& values);

}  // namespace nhaclich::message
