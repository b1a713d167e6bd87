// The plan file of another year made from this one, line by line, so that comments stay.
// In: the text of a plan file that `load` accepts. Out: the new text, and what a person decides.
#pragma once

#include "base/error.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nhaclich::config {

/// Why a line of the old plan does not simply stay.
enum class Stale {
    dated,      ///< a date with a year of its own: `key` and what depends on it are commented out
    exception,  ///< a single occurrence that was cancelled or moved
    ended,      ///< the whole entry is over (`until`, `last_year`, UNTIL of an RRULE)
    document,   ///< number and date of the old document, made empty
    mention     ///< a text that names the old year: left as it is
};
std::string_view code(Stale stale);  ///< "dated", "exception" …

struct Decision {
    Stale why = Stale::dated;
    std::string entry;  ///< id; "" = the [plan] section
    std::string title;  ///< in Vietnamese
    std::string key;
    std::string value;  ///< as the old file writes it
    int line = 0;       ///< in the old file
};

struct NextPlan {
    int old_year = 0;
    std::string text;
    std::vector<Decision> decisions;  ///< in the order of the file
};

/// The year of a plan file; nothing if the text is none.
std::optional<int> plan_year(std::string_view text);

/// `gap` is written above lines that are commented out. The year must be later than the plan's:
/// "config.next-year-past"; a text that is no plan: "config.next-year-no-plan".
Result<NextPlan> next_plan(const std::string& text, int year, const std::string& gap);

}  // namespace nhaclich::config
