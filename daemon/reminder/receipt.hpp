// Who has submitted what: receipts of units for occurrences, and who still owes.
// In: what was recorded. Out: questions answered.
#pragma once

#include "base/instant.hpp"
#include "plan/entry_head.hpp"
#include "plan/people.hpp"
#include "plan/plan.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace nhaclich::reminder {

enum class Answer { submitted, nothing_to_report };
std::string_view code(Answer answer);  ///< "submitted", "nothing-to-report"

struct Receipt {
    Answer answer = Answer::submitted;
    Day day;           ///< on which the report came
    Instant recorded;  ///< when somebody wrote that down
    std::string by;    ///< who did, a short word: "cli", a member's id
    friend bool operator==(const Receipt&, const Receipt&) = default;
};

/// The receipts in force: what was undone is none.
using Receipts = std::map<plan::OccurrenceId, std::map<UnitId, Receipt>>;

/// nullptr = missing.
const Receipt* find(const Receipts& receipts, const plan::OccurrenceId& occurrence,
                    const UnitId& unit);

/// Those of `occurrence.owed_by` without a receipt, in the order of the members file.
std::vector<plan::Owing> missing(const Receipts& receipts, const plan::Occurrence& occurrence,
                                 const plan::People& people);

/// Of the occurrences all of whose units have reported, the day of the last report.
plan::Submissions submissions(const Receipts& receipts, const plan::Plan& plan,
                              const plan::People& people, const plan::Placing& placing);

}  // namespace nhaclich::reminder
