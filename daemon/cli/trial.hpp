// One message sent now, without outbox and daemon.
// In: a channel, a payload, how long to wait. Out: what became of it.
#pragma once

#include "channel/channel.hpp"

#include <chrono>
#include <string>

namespace nhaclich::cli {

struct Trial {
    std::string code;  ///< "accepted", "deferred", "refused", "doubtful", "timeout"
    std::string answer;
};

/// Blocks until the channel answers or the time is over.
Trial tried(channel::Channel& channel, const channel::Payload& payload,
            std::chrono::seconds at_most);

}  // namespace nhaclich::cli
