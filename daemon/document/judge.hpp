// Which mentions are no entries of the plan, and why.
// In: a mention with its context and the years of the plan. Out: the reason, or nothing.
#pragma once

#include "document/context.hpp"

#include <optional>
#include <string_view>

namespace nhaclich::document {

/// Both included; "năm học 2025 - 2026" has two.
struct Years {
    int first = 0;  ///< 0 = the document does not say
    int last = 0;
    friend bool operator==(const Years&, const Years&) = default;
};

enum class Reason {
    citation,     ///< the date of a document that is quoted
    date_line,    ///< the date of this document
    past,         ///< what has been
    background,   ///< a birthday, the day a law takes effect, the day figures refer to
    number,       ///< a ratio, an address, a score
    no_such_day,  ///< 31/4
    open          ///< "sau ngày 15/9"
};

/// "citation", "date-line" …
std::string_view code(Reason reason);

std::optional<Reason> reason_to_leave_out(const Block& block, const Mention& mention,
                                          const Context& context, const Years& years);

/// "Hà Trung, ngày 12 tháng 4 năm 2024", before the first section.
bool is_date_line(const Block& block, const Mention& mention);

}  // namespace nhaclich::document
