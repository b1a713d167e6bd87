// The emergency brake: so much at once is an accident, a wrong clock or a plan gone wrong.
// In: an agenda. Out: whether to stop, and the words to the standing members.
#pragma once

#include "reminder/agenda.hpp"

namespace nhaclich::reminder {

/// More late reminders and notices than the board allows at once, in all or for one member.
bool is_burst(const Agenda& agenda, const plan::Burst& limit, Instant now);

/// The message that says so; sent although everything else waits.
std::vector<Delivery> burst_messages(const Sources& sources, const Records& records, Instant now);

}  // namespace nhaclich::reminder
