// A document as headings, paragraphs, list items and table rows, each with the section it is in.
// In: the octets of a plain text or Markdown file. Out: blocks in the order of the document.
#pragma once

#include "base/error.hpp"
#include "document/token.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nhaclich::document {

/// "THÁNG 9/2025" or "Quý II" as a heading: when the items below it are due.
struct Period {
    int first_month = 0;
    int last_month = 0;
    std::optional<int> year;
    friend bool operator==(const Period&, const Period&) = default;
};

struct Block {
    enum class Role { heading, paragraph, item, row };
    Role role = Role::paragraph;
    std::string text;     ///< white space as single spaces; the cells of a row joined by " | "
    Tokens tokens;        ///< of `text`
    std::string section;  ///< "II.2.a"; "" before the first section
    std::string heading;  ///< of the section, as it stands there
    std::optional<Period> period;
    std::vector<std::string> columns;  ///< of a row: the head of the table
    bool preamble = false;             ///< before the first section
    bool looks_back = false;  ///< under a heading such as "Tình hình", "Kết quả năm 2025"
};

/// Lines that a page break, a scanner or a line length divided are whole again; page numbers,
/// tables of contents and the list of addressees are left out. No UTF-8: "text.utf8"; longer than
/// 2,000,000 characters: "text.too-long".
Result<std::vector<Block>> read_blocks(std::string_view octets);

}  // namespace nhaclich::document
