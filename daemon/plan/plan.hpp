// One year's document: number, title, issuer, date, addressees and entries.
// In: what the plan file says. Out: a value; occurrences.hpp lays it on the calendar.
#pragma once

#include "plan/entry.hpp"

#include <vector>

namespace nhaclich::plan {

/// A line of "Nơi nhận": who gets the document, and what for ("để báo cáo").
struct Addressee {
    Title title;
    Title purpose;
    std::vector<GroupId>
        groups;  ///< those of the members file it stands for; empty = outside the board
    friend bool operator==(const Addressee&, const Addressee&) = default;
};

struct Plan {
    int year = 0;
    Title title;
    Line number;  ///< "/KH-UBND" when the document leaves the number open
    Line issuer;
    Line signed_by;
    Line dated;  ///< as the document writes it
    std::vector<Addressee> addressees;
    /// Of this plan, and of older ones what still holds (their validity says so). Ids are unique
    /// within a year, entries named by `after` exist and form no circle: the reader checked.
    std::vector<Entry> entries;
    friend bool operator==(const Plan&, const Plan&) = default;
};

}  // namespace nhaclich::plan
