// What is allowed but probably not meant, and what the clerk should know.
// In: a Configuration and today. Out: warnings and notes, in plan order.
#pragma once

#include "config/configuration.hpp"

#include <vector>

namespace nhaclich::config {

enum class Severity { warning, note };

struct Remark {
    Severity severity = Severity::warning;
    Error what;
};

/// E.g. a member no channel reaches, a unit nobody answers for, a meeting on a day off, an entry without
/// a date yet (note), a plan year whose holidays are not announced (note).
std::vector<Remark> lint(const Configuration&, Day today);

}  // namespace nhaclich::config
