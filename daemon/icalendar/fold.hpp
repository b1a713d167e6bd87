// Content lines as RFC 5545 3.1 wants them.
// In: unfolded or wrongly folded octets. Out: the same content, folded right.
#pragma once

#include <string>
#include <string_view>

namespace nhaclich::icalendar {

/// Unfolds what libical wrote and folds it again: CRLF, at most 75 octets a line, never inside a
/// UTF-8 character nor between a backslash and what it escapes (libical splits those in long text
/// without spaces).
std::string refolded(std::string_view octets);

}  // namespace nhaclich::icalendar
