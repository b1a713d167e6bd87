// A recurrence rule of RFC 5545, for days.
// In: "FREQ=MONTHLY;BYDAY=1MO". Out: the days of a range.
#pragma once

#include "base/error.hpp"
#include "base/instant.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace nhaclich::calendar {

class Rrule {
  public:
    /// RFC 5545 3.3.10 with FREQ from DAILY to YEARLY and the parts that choose days, each once.
    /// "rrule.format"; "rrule.part" for one that does not belong here (BYHOUR, RSCALE …);
    /// "rrule.never" if no day from 2000 on follows it.
    static Result<Rrule> parse(std::string_view text);
    const std::string& text() const { return text_; }  ///< upper case, as written
    /// The days in `range`, ascending; `start` is DTSTART: intervals, COUNT and what the rule
    /// leaves open (its weekday, its day of the month) begin there.
    std::vector<Day> days(const DayRange& range, Day start) const;
    friend auto operator<=>(const Rrule&, const Rrule&) = default;

  private:
    /// The days in `range`, until `take` answers false.
    void visit(const DayRange& range, Day start, const std::function<bool(Day)>& take) const;
    explicit Rrule(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

}  // namespace nhaclich::calendar
