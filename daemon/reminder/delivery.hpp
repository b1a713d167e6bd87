// One message to one recipient by one channel, and its identity for ever.
// In: made by planning. Out: the key of an outbox row, and when it is due.
#pragma once

#include "base/instant.hpp"
#include "base/strong_id.hpp"
#include "plan/occurrence.hpp"

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace nhaclich::reminder {

/// What a delivery is for; told by the beginning of its key's rule.
enum class Purpose {
    reminder,    ///< "-7d 08:00": a rule of the plan
    summary,     ///< "summary +1wd 08:00": who has reported
    nag,         ///< "nag 2026-06-08": still owed, told again on that day
    escalation,  ///< "escalation truong-ban after 6wd 08:00"
    notice,  ///< "notice 3": the third change of the occurrence; "notice 3 2026-11-26": it is off
             ///< altogether, after it was to move to that day, which its readers never heard of
    digest,  ///< "weekly", "monthly"
    unreached,   ///< "unreached MEMBER RULE": nothing reached that member
    burst,       ///< "burst 2026-06-08T01:00:00Z": the program stopped itself
    suspension,  ///< "suspended MEMBER MAILBOX INSTANT": mail to there comes back
    endpoint,    ///< "endpoint CHANNEL 2026-06-08T01:00:00Z": a channel was closed
    trouble,     ///< "failing CHANNEL 2026-06-08T01:00:00Z": nothing goes out by it since then
};

/// (entry, nominal date, rule, recipient, channel): the unique key of the outbox. Holds no instant
/// and no title, so renaming, reloading, a new zone database or a shifted due day never makes a
/// second one.
struct DeliveryKey {
    plan::OccurrenceId occurrence;
    std::string rule;  ///< plan::Rule::key(), or as Purpose says
    MemberId member;
    ChannelId channel;
    friend auto operator<=>(const DeliveryKey&, const DeliveryKey&) = default;
};

Purpose purpose(const DeliveryKey& key);
std::string_view code(Purpose purpose);  ///< "reminder", "unreached"

/// Stands as entry where a delivery is about no entry of the plan: digests, the program's own
/// words. No plan may use an id that begins like it.
const EntryId& own_entry();

struct Delivery {
    DeliveryKey key;
    Instant due;
    Instant useful_until;  ///< sending later would serve nobody
    Instant not_before;    ///< quiet hours, a pause of the member's, the pace of a backlog
    Instant event;         ///< what it is about begins then: the nearest goes first
    /// Notices: what the readers know; nothing = the occurrence is new.
    std::optional<plan::Occurrence> before = std::nullopt;
    friend bool operator==(const Delivery&, const Delivery&) = default;
};

}  // namespace nhaclich::reminder
