// Sends what is due: claim, send, record. The only place that moves a delivery through its states.
// In: rows of the store, messages from a composer, channels by name. Out: results in the store.
#pragma once

#include "channel/channel.hpp"
#include "clock/clock.hpp"
#include "store/outbox_store.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace nhaclich::outbox {

/// What to send for a row, and where; asked at send time, so a member who left gets nothing.
struct Prepared {
    message::Message message;
    plan::Address to;
};
/// An error whose id begins with "missed." means: no longer to be sent, record why.
using Composer = std::function<Result<Prepared>(const reminder::Delivery&, Instant now)>;
using Channels = std::map<ChannelId, std::shared_ptr<channel::Channel>>;

/// What happened, for the log.
using Observer = std::function<void(const store::OutboxRow&, const store::Outcome&)>;

class Outbox {
  public:
    Outbox(store::OutboxStore& store, Clock& clock, Composer composer, Channels channels,
           Observer observer);
    /// Sends until cancelled: sleeps until the next due row or wake(). One row that fails never stops another.
    boost::asio::awaitable<void> run();
    /// Something new may be due. Latched: not lost while run() is busy.
    void wake();
    /// After a reload: channels for new settings; rows under way keep the old ones alive.
    void use(Channels channels);
};

}  // namespace nhaclich::outbox
