// The records as an administrator's command sees them: beside a running daemon, which notices by
// itself what was written.
// In: receipts, choices, pauses. Out: the histories.
#pragma once

#include "base/error.hpp"
#include "reminder/records.hpp"

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

/// One line of the history of choices; keys and values as in reminder/preferences.hpp.
struct Choice {
    MemberId member;
    std::string key;
    std::string value;  ///< "" = taken back
    Instant chosen;
    std::string by;
    friend bool operator==(const Choice&, const Choice&) = default;
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
    /// Opens an endpoint again: what waits for it, and what failed there and is still of use, is
    /// due at once. Answers how many rows.
    virtual Result<int> enable(const ChannelId& channel, Instant at) = 0;
    virtual Result<void> resume(Instant at, const std::string& by) = 0;
};

/// The book of a state directory; needs no lock. "store.absent" before the daemon's first start,
/// "store.older" before its first start since an upgrade, else as store::open.
Result<std::unique_ptr<RecordBook>> open_record_book(const std::string& directory);

}  // namespace nhaclich::store
