// Sends what is due: claim, send, record. The only place that moves a delivery through its states.
// In: rows of the store, messages from a composer, channels by name. Out: results in the store.
#pragma once

#include "channel/channel.hpp"
#include "clock/clock.hpp"
#include "clock/event.hpp"
#include "clock/task_group.hpp"
#include "outbox/lane.hpp"
#include "store/outbox_store.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace nhaclich::outbox {

/// Rows of a bundle that do not go out now: put off, or not to be sent at all.
struct PutOff {
    store::RowId row = 0;
    Instant not_before;
};
struct Dropped {
    store::RowId row = 0;
    MessageId reason;  ///< "missed.…", "cancelled.…" or "failed.…"
};

/// What to send for a bundle, and where; asked at send time, so a member who left gets nothing.
struct Prepared {
    std::vector<store::RowId> wanted;  ///< empty = there is no message
    std::vector<PutOff> later;
    std::vector<Dropped> dropped;
    message::Message message;
    plan::Address to;
    Instant useful_until = {};  ///< of the message; an edit may have moved that of its rows
    /// Of what the message tells; the same as long as it would tell the same.
    std::string basis;
};
using Composer =
    std::function<Result<Prepared>(const store::Bundle&, const reminder::Records&, Instant now)>;
using Channels = std::map<ChannelId, std::shared_ptr<channel::Channel>>;

/// Told what became of an attempt, and of errors of the store.
struct Observer {
    std::function<void(const store::OutboxRow&, const store::Outcome&)> attempted;
    std::function<void(const Error&)> troubled;
};

class Outbox {
  public:
    /// References outlive the Outbox. `words` turns an error into the one line that is kept as a
    /// row's answer.
    Outbox(boost::asio::any_io_executor executor, store::OutboxStore& store, Clock& clock,
           Composer composer, std::function<std::string(const Error&)> words, Observer observer);

    /// Sends until cancelled: sleeps until the next due row or wake(). One row or channel that
    /// fails or hangs never stops another. Completes when what was under way has ended; what cannot
    /// end within 4 s is cut off and left claimed, to be sent again to the octet.
    boost::asio::awaitable<void> run();
    /// Something new may be due. Latched: not lost while run() is busy.
    void wake() { changed_.wake(); }
    /// Somebody wrote into the database: what paused a channel may be mended, so it is tried again.
    void try_again();
    /// After a reload: channels for new settings; rows under way keep the old ones alive.
    void use(Channels channels);

  private:
    using Records = std::shared_ptr<const reminder::Records>;

    /// Whether anything may be sent now, by which records, and when that changes.
    struct Leave {
        store::Hold hold = store::Hold::none;
        Instant next;
        Records records;
    };

    struct Claimed {
        std::vector<store::RowId> rows;
        channel::Payload payload;
    };

    /// A message counts as in hand from when it was read until the channel has answered for it.
    class InHand;

    boost::asio::awaitable<Instant> send_due();
    boost::asio::awaitable<Instant> send_due(const store::Waiting& waiting, const Leave& allowed,
                                             Instant now);
    boost::asio::awaitable<Result<Leave>> leave(Instant now);
    boost::asio::awaitable<void> deliver(store::Bundle bundle,
                                         std::shared_ptr<channel::Channel> channel, bool closed,
                                         Records records);
    /// nullptr where it is no longer configured.
    std::shared_ptr<channel::Channel> channel_of(const ChannelId& id) const;
    /// One try, to its recorded end.
    boost::asio::awaitable<void> attempt(store::Bundle& bundle, channel::Channel& channel,
                                         const Records& records, InHand& in_hand);
    /// By a closed channel nothing goes out, but what is of no use any more is told.
    boost::asio::awaitable<void> put_off(const store::Bundle& bundle,
                                         const reminder::Records& records);
    /// Nothing if there is none to send: why is on record, or it is still due. What is
    /// returned was composed without a wait since.
    boost::asio::awaitable<std::optional<Prepared>> ready(const store::Bundle& bundle,
                                                          const reminder::Records& records);
    /// Nothing if there is none to send now: it is on record, or still due.
    boost::asio::awaitable<std::optional<Claimed>> claimed(store::Bundle& bundle,
                                                           const channel::Channel& channel,
                                                           const Records& records);
    std::function<bool(const channel::Accepted&)> noting(const store::Bundle& bundle,
                                                         const Claimed& claimed) const;
    boost::asio::awaitable<channel::SendResult> sent(const store::Bundle& bundle,
                                                     const channel::Payload& payload,
                                                     channel::Channel& channel,
                                                     channel::Handover& handover);
    /// As if it had never been claimed.
    boost::asio::awaitable<void> release(const std::vector<store::RowId>& rows);
    boost::asio::awaitable<void> settle(const store::Bundle& bundle, const Prepared& prepared);
    boost::asio::awaitable<void> record(const store::Bundle& bundle,
                                        const std::vector<store::RowId>& rows,
                                        store::Outcome outcome);
    Result<Prepared> prepared(const store::Bundle& bundle, const reminder::Records& records,
                              Instant now) const;
    Result<store::FrozenMessage> frozen(const store::Bundle& bundle, const Prepared& prepared,
                                        const channel::Channel& channel) const;
    store::Outcome judged(const store::Bundle& bundle, const channel::SendResult& result);
    store::Outcome by_result(const store::Bundle& bundle, const channel::SendResult& result);
    boost::asio::awaitable<Result<void>> heed_the_clock(Instant now);
    store::Outcome not_sent(const Error& error) const;
    store::Outcome again(const store::Bundle& bundle, const std::string& answer,
                         std::optional<std::chrono::seconds> retry_after) const;
    /// Later, or never because it would be of no use then.
    store::Outcome later(std::optional<Instant> next, const std::string& answer) const;
    store::Outcome while_in_trouble(const store::Bundle& bundle, const channel::Deferred& deferred);
    Error bug_in(const store::Bundle& bundle, const char* what) const;

    store::OutboxStore& store_;
    Clock& clock_;
    Composer composer_;
    std::function<std::string(const Error&)> words_;
    Observer observer_;
    Channels channels_;
    std::map<ChannelId, Lane> lanes_;
    Event changed_;
    bool stopping_ = false;
    Instant looked_at_ = Instant::max();  ///< before the first look: as if the clock had gone back
    TaskGroup deliveries_;
};

}  // namespace nhaclich::outbox
