// Plans and people for unit tests of the pure rooms, built by short calls.
#pragma once

#include "calendar/date_text.hpp"
#include "plan/occurrences.hpp"
#include "plan/people.hpp"

#include <string>

namespace nhaclich::test {

inline Day day(const std::string& text) { return parse_iso_day(text).value(); }
inline Instant instant(const std::string& text) { return parse_iso_instant(text).value(); }
inline Line line(const std::string& text) { return Line::parse(text).value(); }
inline calendar::PlanDate on(const std::string& text) {
    return calendar::parse_plan_date(text).value();
}
inline plan::Rule rule(const std::string& text) { return plan::Rule::parse(text).value(); }
inline GroupId group(const std::string& id) { return GroupId::parse(id).value(); }
inline MemberId member(const std::string& id) { return MemberId::parse(id).value(); }
inline calendar::Zone hanoi() { return calendar::Zone::find("Asia/Ho_Chi_Minh").value(); }

inline plan::EntryHead entry(const std::string& id) {
    return {.id = EntryId::parse(id).value(),
            .title = {line("Tiêu đề " + id), {}},
            .description = {},
            .section = {},
            .place = {},
            .link = {},
            .audience = {},
            .remind = {},
            .cancelled = false,
            .cancelled_on = {},
            .moved = {},
            .validity = {},
            .shift = calendar::Shift::keep};
}

}  // namespace nhaclich::test
