// Who was told what in a period, and who reported: the matter of `proof`, whatever its form.
// In: a board, records, rows of the outbox, a period. Out: one value in a fixed order.
#pragma once

#include "cli/wording.hpp"
#include "reminder/receipt.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace nhaclich::cli {

struct ProofReceipt {
    UnitId unit;
    std::string title;
    std::optional<reminder::Receipt> receipt;  ///< nothing = still owed
};

/// An occurrence whose day lies in the period, or a day of messages that are about none.
struct ProofItem {
    plan::OccurrenceId id;
    Day day;
    std::string title;
    std::string when;
    std::string section;
    bool cancelled = false;
    std::vector<store::DeliveryRecord> messages;  ///< by due instant, member, channel, rule
    std::vector<ProofReceipt> receipts;           ///< as the members file has the units

    int count(reminder::State state) const;
    int waiting() const;  ///< pending, sending or deferred
    int submitted() const;
};

struct Proof {
    DayRange days;
    std::vector<ProofItem> items;     ///< by day, then entry
    std::vector<std::string> untold;  ///< that are over, and nobody was to be told of

    int count(reminder::State state) const;
    int waiting() const;
    std::map<std::string, int> sent_by_channel() const;
    std::size_t people_told() const;
};

/// All messages about the occurrences of those days, whenever they fell due; without those that
/// there was no more need for ("cancelled.…").
Result<Proof> proof_of(const Published& ours, const std::string& state, const DayRange& days,
                       const Common& common);

/// The forms. HTML: a whole document; CSV: with its beginning.
std::string proof_html(const Proof& proof, const board::Board& board, const Common& common);
std::string proof_csv(const Proof& proof, const board::Board& board, const Common& common);

}  // namespace nhaclich::cli
