// The outbox and its ledger: deliveries written down before they are sent, results after.
// In: deliveries, results. Out: what is due, as messages to be. Unique by DeliveryKey.
#pragma once

#include "base/error.hpp"
#include "reminder/agenda.hpp"
#include "reminder/notice.hpp"
#include "store/choice.hpp"

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace nhaclich::store {

using RowId = std::int64_t;

/// What goes over the wire, frozen before the first attempt: every retry sends these octets.
struct FrozenMessage {
    std::string message_id;  ///< Message-ID or webhook-id
    std::string octets;
    std::string basis = {};  ///< what it was made from: once that changed, it may be made anew
    int edition = 0;         ///< how often it was made anew
    friend bool operator==(const FrozenMessage&, const FrozenMessage&) = default;
};

struct OutboxRow {
    RowId id = 0;
    reminder::LedgerRow ledger;
    Instant next_at;  ///< not before
    std::optional<RowId> bundle = std::nullopt;
};

/// Deliveries to one member by one channel that go out as one message.
struct Bundle {
    RowId id = 0;                          ///< of the row that was its first
    std::vector<OutboxRow> rows;           ///< at least one; the nearest event first
    std::optional<FrozenMessage> message;  ///< nothing until the first attempt
    /// The message may have been accepted already: only the same octets may go again.
    bool doubtful = false;

    std::vector<RowId> ids() const;
    /// One of `rows`; another is a bug and throws std::logic_error.
    const OutboxRow& row(RowId id) const;
    const reminder::Delivery& first() const { return rows.front().ledger.delivery; }
};

/// A message and whose it is to be.
struct Claim {
    RowId bundle = 0;
    std::vector<RowId> rows;  ///< at least one
    FrozenMessage message;
    /// What it was composed from; nothing = whatever the records say.
    std::shared_ptr<const reminder::Records> records = nullptr;
};

/// That a claimed message was accepted, before its result is recorded.
struct Acceptance {
    RowId row = 0;    ///< the first of its claim
    int attempt = 0;  ///< of that row
    std::string message_id;
    Instant at;
    std::string answer;
    std::string address;
    std::string server;
    friend bool operator==(const Acceptance&, const Acceptance&) = default;
};

/// A channel with something to send.
struct Waiting {
    ChannelId channel;
    Instant next_at;
    bool closed = false;  ///< nothing is sent by it until somebody opens it again
    std::optional<Instant> later = std::nullopt;  ///< the earliest next_at still to come
    friend bool operator==(const Waiting&, const Waiting&) = default;
};

/// What an attempt says of the endpoint, whatever it says of the message.
enum class Health { unknown, well, failing, gone };

/// What a server said of a message that was then handed to the next.
struct PassedOn {
    std::string answer;
    std::string server;
    std::string tls;
    friend bool operator==(const PassedOn&, const PassedOn&) = default;
};

/// What rows become after an attempt, or without one.
struct Outcome {
    reminder::State state = reminder::State::sent;  ///< not sending
    Instant at;
    Instant next_at;        ///< for deferred and pending
    std::string answer;     ///< one line, no secrets
    bool doubtful = false;  ///< it may have been accepted all the same
    Health health = Health::unknown;
    /// Of an attempt, for the history: the address written to, the server's name if it has one, and
    /// "TLSv1.3" or "".
    std::string address = {};
    std::string server = {};
    std::string tls = {};
    std::vector<PassedOn> passed_on = {};  ///< before, in order
    bool needs_somebody = false;           ///< time alone mends nothing
    /// It says nothing of the message: as if it had not been tried.
    bool counted = true;
};

/// While the board is paused only the program's own word about that goes out.
enum class Hold { none, all_but_burst };

/// All calls: on the loop's thread; committed (durable) when they complete; an error changes
/// nothing, except that of a commit itself, after which a row may or may not have changed.
class OutboxStore {
  public:
    virtual ~OutboxStore() = default;
    /// Receipts, choices and the pause in force; the same object while nothing changed.
    virtual boost::asio::awaitable<Result<std::shared_ptr<const reminder::Records>>> records() = 0;
    virtual boost::asio::awaitable<Result<reminder::Facts>> facts() = 0;
    /// What the readers know of the plan; nothing before the first announcement.
    virtual boost::asio::awaitable<Result<std::optional<std::vector<reminder::Announced>>>>
    announced() = 0;
    virtual boost::asio::awaitable<Result<reminder::Told>> told(
        const std::vector<plan::OccurrenceId>& occurrences) = 0;
    /// In one transaction: new rows as pending (known keys are left as they are, but for what a
    /// notice covered and now falls due later), unsent ones with their reason, failures handled,
    /// announcements, endpoints closed and told, a pause after a burst, and planned_until. Answers
    /// how many rows were new.
    virtual boost::asio::awaitable<Result<int>> record(const reminder::Agenda& agenda,
                                                       Instant now) = 0;
    /// Writes a choice of a member's into the history.
    virtual boost::asio::awaitable<Result<void>> choose(const Choice& choice) = 0;
    /// The channels with rows pending or deferred, and the earliest next_at of each.
    virtual boost::asio::awaitable<Result<std::vector<Waiting>>> waiting(Hold hold,
                                                                         Instant now) = 0;
    /// What the channel has to send now, the nearest event first, one bundle a member; at most
    /// `limit`, and none of `others`.
    virtual boost::asio::awaitable<Result<std::vector<Bundle>>> due(const ChannelId& channel,
                                                                    Instant now, int limit,
                                                                    Hold hold,
                                                                    std::set<MemberId> others) = 0;
    /// State sending, attempts + 1, the message frozen as the bundle's. Before the first octet
    /// leaves. False = the records are other ones by now: nothing was changed.
    virtual boost::asio::awaitable<Result<bool>> claim(const Claim& claim, Instant now) = 0;
    /// Those of the rows that were claimed wait again as before: nothing of them left.
    virtual boost::asio::awaitable<Result<void>> release(const std::vector<RowId>& rows,
                                                         Instant now) = 0;
    /// On any thread, without waiting for the disk: true = rescue() records it as sent should this
    /// process die before record_result() is done. After a power cut it may be forgotten.
    virtual bool note(const Acceptance& acceptance) = 0;
    /// Rows that were being sent have been tried: that is kept in the history.
    /// Also how the rows' endpoint fares; one that is gone is closed.
    virtual boost::asio::awaitable<Result<void>> record_result(const std::vector<RowId>& rows,
                                                               const Outcome& outcome) = 0;
    /// At start: of rows left "sending" by a dead process those whose acceptance was noted are
    /// sent, the others pending again, their messages doubtful. Answers how many others.
    virtual boost::asio::awaitable<Result<int>> rescue(Instant now) = 0;
    /// After the clock was set back: what was put off or given up at an instant still to come is
    /// looked at again. Answers how many.
    virtual boost::asio::awaitable<Result<int>> realign(Instant now) = 0;
    /// The rows of a period by due instant, for status and proof.
    virtual boost::asio::awaitable<Result<std::vector<OutboxRow>>> ledger(DueWindow due) = 0;
    /// Forgets settled rows due before, with their history. Answers how many.
    virtual boost::asio::awaitable<Result<int>> prune(Instant before) = 0;
};

}  // namespace nhaclich::store
