// One line of a document: what marker it begins with and what it says.
// In: the line. Out: the marker, and the text without it and without Markdown's signs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace nhaclich::document {

struct Marker {
    /// roman "II.", capital "A.", numbers "2." or "2.1.", letter "a)", bullet "-", bracket "(1)".
    enum class Kind { none, roman, capital, numbers, letter, bullet, bracket };
    Kind kind = Kind::none;
    std::string label;         ///< "II", "A", "a"
    std::vector<int> numbers;  ///< {2}, {2, 1}
};

struct TextLine {
    Marker marker;
    std::string text;      ///< trimmed, without the marker
    bool heading = false;  ///< Markdown "#"
    bool row = false;      ///< of a table; cells joined by " | "
    bool column = false;   ///< three spaces or more divided it: `text` keeps them as "   "
};

/// Markdown's emphasis, quotes, escapes, entities and line breaks are taken out.
TextLine parse_line(std::string_view line);

/// The line without a marker: as the rest of the line before it.
std::string without_markdown(std::string_view line);

/// "12", "- 3 -", "Trang 2/5": the number of a page.
bool is_page_number(std::string_view line);
/// "-----", "***", "|---|:--:|": nothing but a line.
bool is_rule(std::string_view line);
/// "I. CĂN CỨ ........ 1"
bool is_of_contents(std::string_view line);

}  // namespace nhaclich::document
