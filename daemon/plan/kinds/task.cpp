#include "plan/kinds/task.hpp"

#include "plan/kinds/span_of_days.hpp"

namespace nhaclich::plan {

std::vector<Occurrence> in_year(const Task& task, int year, const Placing&) {
    if (!task.span) return {};
    const auto span = span_from(task.span->from, task.span->to, year);
    if (!span) return {};
    return {occurrence_of(task.head, Kind::task, span->first, *span)};
}

}  // namespace nhaclich::plan
