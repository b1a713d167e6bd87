// What comes next, as rows of the page: date, title, how far away, the plan's own words.
// In: occurrences, the calendar they lie on, now. Out: template rows.
#pragma once

#include "calendar/working_days.hpp"
#include "message/catalogue.hpp"
#include "message/template.hpp"
#include "plan/occurrence.hpp"

#include <vector>

namespace nhaclich::http {

/// Where and when a page is read.
struct Reader {
    plan::Language language = plan::Language::vi;
    const calendar::WorkingDays& working_days;
    const calendar::Zone& zone;
    Instant now;
};

/// Those not over yet on the reader's day, the nearest first; at most `count`.
std::vector<plan::Occurrence> upcoming(std::vector<plan::Occurrence> occurrences,
                                       const Reader& reader, std::size_t count);

message::Value::Rows rows(const std::vector<plan::Occurrence>& occurrences, const Reader& reader);

}  // namespace nhaclich::http
