// One message sent now, without outbox and daemon.
// In: a channel, a payload, how long to wait. Out: what became of it.
#pragma once

#include "channel/channel.hpp"

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <string>

namespace nhaclich::cli {

struct Trial {
    std::string code;  ///< "accepted", "deferred", "refused", "doubtful", "timeout"
    std::string answer;
};

/// Blocks until the channel answers or the time is over. A channel stays on the loop of its first
/// message: `loop` is the same for all of them and outlives the channel.
Trial tried(boost::asio::io_context& loop, channel::Channel& channel,
            const channel::Payload& payload, std::chrono::seconds at_most);

}  // namespace nhaclich::cli
