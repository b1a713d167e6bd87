// A channel whose endpoint only fails, or is gone: closed until somebody opens it again.
// In: how the endpoints fared. Out: what to close, and words to the standing members, into an
// agenda.
#pragma once

#include "reminder/agenda.hpp"

#include <optional>
#include <string>

namespace nhaclich::reminder {

/// Closes what has failed as long as the board allows (Reminding::disable_after), with some
/// attempts between. Whatever is closed is told once, by every other channel of a standing member:
/// "endpoint CHANNEL INSTANT". What has failed for a quarter of an hour, by some attempts, is told
/// the same way: "failing CHANNEL INSTANT".
void answer_endpoints(Schedule& schedule, const std::vector<Endpoint>& endpoints, Instant now,
                      Agenda& agenda);

/// Whether answer_endpoints() would say anything of it.
bool needs_answer(const Endpoint& endpoint, const plan::Reminding& reminding);

struct EndpointWord {
    std::string channel;
    Instant since;  ///< it is closed, or fails
};

/// Of an "endpoint …" or "failing …" rule; nothing of another.
std::optional<EndpointWord> endpoint_word(const std::string& rule);

}  // namespace nhaclich::reminder
