// One message to one recipient by one channel, and its identity for ever.
// In: made by planning. Out: the key of an outbox row, and when it is due.
#pragma once

#include "base/instant.hpp"
#include "base/strong_id.hpp"
#include "plan/occurrence.hpp"

#include <compare>
#include <string>

namespace nhaclich::reminder {

/// (entry, nominal date, rule, recipient, channel): the unique key of the outbox. Holds no instant
/// and no title, so renaming, reloading, a new zone database or a shifted due day never makes a
/// second one.
struct DeliveryKey {
    plan::OccurrenceId occurrence;
    std::string rule;  ///< plan::Rule::key()
    MemberId member;
    ChannelId channel;
    friend auto operator<=>(const DeliveryKey&, const DeliveryKey&) = default;
};

struct Delivery {
    DeliveryKey key;
    Instant due;
    Instant useful_until;  ///< sending later would serve nobody
    friend bool operator==(const Delivery&, const Delivery&) = default;
};

}  // namespace nhaclich::reminder
