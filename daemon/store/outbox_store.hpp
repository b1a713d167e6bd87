// The outbox and its ledger: deliveries written down before they are sent, results after.
// In: deliveries, results. Out: rows that are due. Unique by DeliveryKey. Engines: sqlite/,
// memory/.
#pragma once

#include "base/error.hpp"
#include "reminder/agenda.hpp"
#include "reminder/ledger.hpp"

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace nhaclich::store {

using RowId = std::int64_t;

/// What goes over the wire, frozen before the first attempt: every retry sends these octets.
struct FrozenMessage {
    std::string message_id;  ///< Message-ID or webhook-id
    std::string octets;
    friend bool operator==(const FrozenMessage&, const FrozenMessage&) = default;
};

struct OutboxRow {
    RowId id = 0;
    reminder::LedgerRow ledger;
    Instant next_at;                       ///< not before
    std::optional<FrozenMessage> message;  ///< nothing until the first attempt
};

/// A channel with something to send.
struct Waiting {
    ChannelId channel;
    Instant next_at;
    friend bool operator==(const Waiting&, const Waiting&) = default;
};

/// What the row becomes after an attempt.
struct Outcome {
    reminder::State state = reminder::State::sent;  ///< sent, deferred, failed or missed
    Instant at;
    Instant next_at;     ///< for deferred
    std::string answer;  ///< one line, no secrets
};

/// All calls: on the loop's thread; committed (durable) when they complete; an error changes
/// nothing, except that of a commit itself, after which a row may or may not have changed.
class OutboxStore {
  public:
    virtual ~OutboxStore() = default;
    virtual boost::asio::awaitable<Result<reminder::Facts>> facts() = 0;
    /// In one transaction: new rows as pending (known keys are left as they are), missed ones as
    /// missed, and planned_until. Answers how many rows were new.
    virtual boost::asio::awaitable<Result<int>> record(const reminder::Agenda& agenda,
                                                       Instant now) = 0;
    /// The channels with rows pending or deferred, and the earliest next_at of each.
    virtual boost::asio::awaitable<Result<std::vector<Waiting>>> waiting() = 0;
    /// Rows of the channel pending or deferred with next_at <= now, the earliest due first; at most
    /// `limit`.
    virtual boost::asio::awaitable<Result<std::vector<OutboxRow>>> due(const ChannelId& channel,
                                                                       Instant now, int limit) = 0;
    /// State sending, attempts + 1, the message frozen if it was not yet. Before the first octet
    /// leaves.
    virtual boost::asio::awaitable<Result<void>> claim(RowId row, const FrozenMessage& message,
                                                       Instant now) = 0;
    virtual boost::asio::awaitable<Result<void>> record_result(RowId row,
                                                               const Outcome& outcome) = 0;
    /// At start: rows left "sending" by a dead process become pending again, message kept. Answers
    /// how many.
    virtual boost::asio::awaitable<Result<int>> rescue(Instant now) = 0;
    /// After the clock was set back: rows deferred at an instant still to come are due now. Answers
    /// how many.
    virtual boost::asio::awaitable<Result<int>> realign(Instant now) = 0;
    /// The rows of a period by due instant, for status and proof.
    virtual boost::asio::awaitable<Result<std::vector<OutboxRow>>> ledger(DueWindow due) = 0;
};

}  // namespace nhaclich::store
