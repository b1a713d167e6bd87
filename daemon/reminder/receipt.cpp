#include "reminder/receipt.hpp"

#include "plan/occurrences.hpp"

#include <algorithm>

namespace nhaclich::reminder {

std::string_view code(Answer answer) {
    return answer == Answer::submitted ? "submitted" : "nothing-to-report";
}

const Receipt* find(const Receipts& receipts, const plan::OccurrenceId& occurrence,
                    const UnitId& unit) {
    const auto of_occurrence = receipts.find(occurrence);
    if (of_occurrence == receipts.end()) return nullptr;
    const auto found = of_occurrence->second.find(unit);
    return found == of_occurrence->second.end() ? nullptr : &found->second;
}

std::vector<plan::Owing> missing(const Receipts& receipts, const plan::Occurrence& occurrence,
                                 const plan::People& people) {
    auto owing = people.owing(occurrence.owed_by);
    std::erase_if(owing, [&](const plan::Owing& one) {
        return find(receipts, occurrence.id, one.id) != nullptr;
    });
    return owing;
}

plan::Submissions submissions(const Receipts& receipts, const plan::Plan& plan,
                              const plan::People& people, const plan::Placing& placing) {
    plan::Submissions result;
    for (const auto& [id, units] : receipts) {
        const auto occurrence = plan::find_occurrence(plan, id, placing);
        if (!occurrence || units.empty() || !missing(receipts, *occurrence, people).empty())
            continue;
        Day last = units.begin()->second.day;
        for (const auto& [unit, receipt] : units) last = std::max(last, receipt.day);
        result.emplace(id, last);
    }
    return result;
}

}  // namespace nhaclich::reminder
