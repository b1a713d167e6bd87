#include "plan/kinds/task.hpp"

#include "plan/kinds/span_of_days.hpp"

namespace nhaclich::plan {

std::optional<When> when(const Task& task) {
    return task.span ? std::optional<When>(task.span->from) : std::nullopt;
}

Occurrence laid(const Task& task, const Anchor& anchor, const Placing& placing) {
    return laid_span(task.head, Kind::task, task.span.value().to, anchor, placing);
}

}  // namespace nhaclich::plan
