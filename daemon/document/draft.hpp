// A plan file drafted from what extract() found.
// In: the entries and the words for comments. Out: TOML that `check` accepts once the marked gaps
// are filled.
#pragma once

#include "document/extract.hpp"

#include <functional>
#include <string>

namespace nhaclich::document {

/// Words of the comments, in the reader's language; each becomes one or more comment lines.
struct DraftWords {
    std::string head;  ///< what the file is and what to do with it
    std::string gap;   ///< "ĐIỀN": marks what the document does not say
    std::string gap_year, gap_title, gap_owed_by, gap_hour, gap_end, gap_day;
    std::string section;      ///< "mục {section}"
    std::string confidence;   ///< "{percent} %"
    std::string same_source;  ///< for an entry of the same sentence as the one before
    std::string due_hour;     ///< "Trước {time} ngày cuối."
};

std::string draft(const Extract& found, const DraftWords& words);

}  // namespace nhaclich::document
