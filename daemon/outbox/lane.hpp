// What one channel is doing: how many messages it may be handed, and whose are on their way.
// In: what became of messages. Out: whether there is room for more.
#pragma once

#include "channel/breaker.hpp"
#include "channel/channel.hpp"

#include <algorithm>
#include <set>

namespace nhaclich::outbox {

struct Lane {
    channel::Breaker breaker;
    std::size_t width = channel::Channel::usual_width;
    /// Beyond the width, to be begun as soon as there is a place: one more each time a message is
    /// accepted, so that nothing is claimed ahead for a server that does not answer.
    std::size_t ahead = 0;
    std::size_t most_ahead = 0;
    std::size_t in_hand = 0;       ///< read from the store, and not answered for yet
    std::set<MemberId> under_way;  ///< one message at a time to each, until its result is written

    std::size_t room() const {
        const std::size_t most = breaker.on_probation() ? 1 : width + ahead;
        return most - std::min(most, in_hand);
    }
    /// Whether it is time to read more: a place is free, or half of what waits for one is gone.
    bool is_hungry() const { return room() > 0 && in_hand < width + ahead / 2; }
    void was_accepted() { ahead = std::min(ahead + 1, most_ahead); }
    void was_held_up() { ahead = 0; }
};

}  // namespace nhaclich::outbox
