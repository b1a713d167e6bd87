// The records as an administrator's command sees them: beside a running daemon, which notices by
// itself what was written.
// In: receipts, choices, pauses, rows to be sent again. Out: the histories.
#pragma once

#include "base/error.hpp"
#include "reminder/records.hpp"
#include "store/choice.hpp"
#include "store/outbox_store.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace nhaclich::store {

/// One line of the history of receipts.
struct ReceiptNote {
    plan::OccurrenceId occurrence;
    UnitId unit;
    std::optional<reminder::Answer> answer;  ///< nothing = an earlier one was undone
    Day day;                                 ///< on which the report came
    Instant recorded;
    std::string by;
    friend bool operator==(const ReceiptNote&, const ReceiptNote&) = default;
};

/// One line of the history of returned mail.
struct BounceNote {
    MemberId member;
    std::string mailbox;
    std::string delivery;  ///< of the mail, as in its Message-ID
    std::string verdict;   ///< "hard", "soft", "refused", "delayed"
    std::string status;    ///< "5.1.1"; may be empty
    std::string answer;
    Instant sent;   ///< the mail
    Instant noted;  ///< the bounce
    friend bool operator==(const BounceNote&, const BounceNote&) = default;
};

/// How it stands with an address that mail came back from.
struct Mailbox {
    std::string mailbox;
    MemberId member;  ///< to whom the last such mail went
    int in_a_row = 0;
    std::optional<Instant> suspended;  ///< since when
    std::optional<BounceNote> last;    ///< nothing once it is forgotten
};

/// Every call is committed when it returns. "store.failed".
class RecordBook {
  public:
    virtual ~RecordBook() = default;
    virtual Result<reminder::Records> records() = 0;
    virtual Result<void> record(const ReceiptNote& note) = 0;
    virtual Result<std::vector<ReceiptNote>> receipts() = 0;  ///< the oldest first
    virtual Result<void> choose(const Choice& choice) = 0;
    virtual Result<std::vector<Choice>> choices(const MemberId& member) = 0;
    virtual Result<void> pause(const reminder::Pause& pause, const std::string& by) = 0;
    virtual Result<void> resume(Instant at, const std::string& by) = 0;
    virtual Result<std::vector<BounceNote>> bounces() = 0;  ///< the oldest first
    virtual Result<std::vector<Mailbox>> mailboxes() = 0;
    /// Mail goes there again, and earlier bounces no longer count.
    virtual Result<void> lift(const Mailbox& mailbox, Instant at, const std::string& by) = 0;
    /// Rows that failed, were missed or deferred are pending again, due at once, and the history
    /// says who asked. Another message than the one refused is made, unless a copy of that may have
    /// been accepted before. Answers which rows: another state meanwhile leaves a row as it is.
    virtual Result<std::vector<RowId>> retry(const std::vector<RowId>& rows, Instant at,
                                             const std::string& by) = 0;
};

/// The book of a state directory; needs no lock. "store.absent" before the daemon's first start,
/// "store.older" before its first start since an upgrade, else as store::open.
Result<std::unique_ptr<RecordBook>> open_record_book(const std::string& directory);

}  // namespace nhaclich::store
