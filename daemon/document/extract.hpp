// Drafts the dated entries of a plan from the document that decides it.
// In: the octets of the document as plain text or Markdown. Out: entries in its order, each with
// where it came from, and what was left out and why.
#pragma once

#include "document/judge.hpp"
#include "plan/kind.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace nhaclich::document {

enum class Limit { before, by };

struct Entry {
    plan::Kind kind = plan::Kind::task;
    std::string title;                            ///< short, in Vietnamese
    std::variant<Moment, Span, Recurrence> date;  ///< of a deadline: the date that is written
    std::optional<int> year;   ///< of a Moment or a Span: the year it is meant for
    Limit limit = Limit::by;   ///< of a deadline
    std::optional<Time> time;  ///< of its beginning; of a deadline: the hour of the last day
    std::string section;       ///< "II.2"
    std::string source;        ///< the sentence, list item or row
    double confidence = 0;     ///< 0 to 1
};

struct LeftOut {
    Reason reason = Reason::number;
    std::string text;  ///< what looks like a date
    std::string section, source;
};

struct Extract {
    std::string title;  ///< of the document; "" = none found
    Years years;
    std::vector<Entry> entries;
    std::vector<LeftOut> left_out;
};

/// `year`: of the plan, where the document does not say it. Errors as of read_blocks().
Result<Extract> extract(std::string_view octets, std::optional<int> year = std::nullopt);

}  // namespace nhaclich::document
