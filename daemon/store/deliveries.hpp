// The outbox and its history as an administrator's commands read them: beside a running daemon, or
// without one.
// In: a state directory, which rows. Out: rows with their last attempt; one row with everything.
#pragma once

#include "store/outbox_store.hpp"

#include <optional>
#include <string>
#include <vector>

namespace nhaclich::store {

/// Which rows are meant: those that meet every condition given.
struct Selection {
    std::vector<reminder::State> states = {};  ///< one of these; empty = any
    /// Of the failed ones only those that failed at or after.
    std::optional<Instant> failed_since = std::nullopt;
    std::optional<MemberId> member = std::nullopt;
    std::optional<ChannelId> channel = std::nullopt;
    std::optional<DueWindow> due = std::nullopt;
    std::optional<DayRange> nominal = std::nullopt;  ///< by the day the plan names
    std::optional<int> limit = std::nullopt;         ///< the latest due
};

/// A row, and of its last attempt so far what the row does not say.
struct DeliveryRecord {
    OutboxRow row;
    std::string message_id = {};  ///< "" = never tried
    std::string address = {};     ///< "" = never tried, or by a version that did not keep it
    std::string server = {};
    /// An earlier attempt may have been accepted, whatever the state says.
    bool doubtful = false;
};

/// A line of the history.
struct Attempt {
    Instant at;
    reminder::State state = reminder::State::sent;  ///< what came of it
    std::string answer;
    bool doubtful = false;  ///< it may have been accepted all the same
    std::string message_id;
    std::string address;
    std::string server;
    /// Somebody asked for the row again; state and answer are those it had then.
    std::string by;
    std::string tls = {};  ///< "TLSv1.3"; "" = in clear, never reached, or of an old version
    friend bool operator==(const Attempt&, const Attempt&) = default;
};

struct DeliveryFile {
    DeliveryRecord record;
    std::vector<Attempt> attempts;         ///< the oldest first
    std::optional<FrozenMessage> message;  ///< nothing = not frozen yet
};

/// By due instant; none if there is no database yet. Rows that a damaged disk made unreadable are
/// left out. "store.older" before the daemon's first start since an upgrade, else as store::open.
Result<std::vector<DeliveryRecord>> deliveries(const std::string& directory,
                                               const Selection& selection);
/// Nothing if there is no such row.
Result<std::optional<DeliveryFile>> delivery(const std::string& directory, RowId row);

}  // namespace nhaclich::store
