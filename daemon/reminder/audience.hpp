// Whom an occurrence or a rule concerns.
// In: occurrence, rule, people. Out: members in the order of the members file.
#pragma once

#include "reminder/sources.hpp"

namespace nhaclich::reminder {

/// Whom the occurrence concerns: those answering for the units that owe it and those who receive
/// it; else its audience; else the board's default audience.
std::vector<MemberId> audience(const plan::Occurrence& occurrence, const Sources& sources);

/// Whom the rule reminds: the groups it names, or everybody the occurrence concerns.
std::vector<MemberId> audience(const plan::Rule& rule, const plan::Occurrence& occurrence,
                               const Sources& sources);

}  // namespace nhaclich::reminder
