// Whom an occurrence or a rule concerns.
// In: occurrence, rule, people. Out: members in the order of the members file.
#pragma once

#include "reminder/sources.hpp"

namespace nhaclich::reminder {

/// Whom the rule reminds: the groups it names; else those who owe the occurrence and those who
/// receive it; else its audience; else the board's default audience. Valid while the board lives.
std::vector<const plan::Member*> audience(const plan::Rule& rule,
                                          const plan::Occurrence& occurrence,
                                          const Sources& sources);

}  // namespace nhaclich::reminder
