// What follows when a delivery failed for good: another of the member's channels, or somebody who
// picks up the phone.
// In: failures. Out: deliveries into an agenda.
#pragma once

#include "reminder/addressing.hpp"
#include "reminder/agenda.hpp"

namespace nhaclich::reminder {

/// By the first of the member's addresses not tried yet; when there is none and nothing reached
/// him, a word to the standing members: "unreached MEMBER RULE". Every failure is then handled.
void answer_failures(Schedule& schedule, const std::vector<Failure>& failures, Instant now,
                     Agenda& agenda);

/// To each standing member by each channel.
void tell_standing(const Sources& sources, const Records& records, const Matter& matter,
                   std::vector<Delivery>& deliveries);

}  // namespace nhaclich::reminder
