// What is allowed but probably not meant, and what the clerk should know.
// In: a Configuration and today.
// Out: warnings and notes, each with its place, by file and line.
#pragma once

#include "config/configuration.hpp"

#include <vector>

namespace nhaclich::config {

enum class Severity { warning, note };

struct Remark {
    Severity severity = Severity::warning;
    Error what;
};

/// E.g. a member no channel reaches, a unit nobody answers for, a meeting on a day off, an entry
/// without a date yet (note), a due day that a day off has moved (note), a year without holidays.
std::vector<Remark> lint(const Configuration& configuration, Day today);

}  // namespace nhaclich::config
