// A channel whose endpoint only fails, or is gone: closed until somebody opens it again.
// In: how the endpoints fared. Out: what to close, and words to the standing members, into an
// agenda.
#pragma once

#include "reminder/agenda.hpp"

namespace nhaclich::reminder {

/// Closes what has failed as long as the board allows (Reminding::disable_after), with some
/// attempts between. Whatever is closed is told once, by every other channel of a standing member:
/// "endpoint CHANNEL INSTANT".
void answer_endpoints(Schedule& schedule, const std::vector<Endpoint>& endpoints, Instant now,
                      Agenda& agenda);

/// Of an "endpoint …" rule; "" of another.
std::string endpoint_of(const std::string& rule);

}  // namespace nhaclich::reminder
