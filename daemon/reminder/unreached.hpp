// What follows when a delivery failed for good: another of the member's channels, or somebody who
// picks up the phone.
// In: failures. Out: deliveries into an agenda.
#pragma once

#include "reminder/addressing.hpp"
#include "reminder/agenda.hpp"

namespace nhaclich::reminder {

/// By the first of the member's addresses not tried yet that he lets himself be reached by; when
/// there is none or it is quiet too long, a word to the standing members: "unreached MEMBER RULE".
/// Nothing for who was reached or wants nothing any more. Every failure is then handled.
void answer_failures(Schedule& schedule, const std::vector<Failure>& failures, Instant now,
                     Agenda& agenda);

/// "suspended …" to the standing members, once; every one is then told.
void tell_of_suspensions(Schedule& schedule, const std::vector<Untold>& untold, Instant now,
                         Agenda& agenda);

/// To each standing member by each channel.
void tell_standing(const Sources& sources, const Records& records, const Matter& matter,
                   std::vector<Delivery>& deliveries, std::vector<Unsent>& unsent);

}  // namespace nhaclich::reminder
