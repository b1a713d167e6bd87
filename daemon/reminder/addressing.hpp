// Deliveries to a member by each of his channels.
// In: a delivery without recipient, a member, his choices. Out: deliveries with their instants.
#pragma once

#include "reminder/audience.hpp"
#include "reminder/ledger.hpp"

#include <vector>

namespace nhaclich::reminder {

/// What all deliveries of one slot, notice … have in common.
struct Matter {
    plan::OccurrenceId occurrence;
    std::string rule;
    Instant due;
    Instant useful_until;
    Instant event;
    std::optional<plan::Occurrence> before = std::nullopt;
};

/// Puts off what falls into the member's quiet hours or pause; what would then be of no use is
/// unsent, "missed.quiet" or "missed.paused".
class Addressing {
  public:
    Addressing(const Sources& sources, const Records& records)
        : sources_(sources), records_(records) {}

    /// One delivery a channel into `deliveries` or `unsent`, not before `earliest`.
    void address(const Matter& matter, const plan::Member& member, Instant earliest,
                 std::vector<Delivery>& deliveries, std::vector<Unsent>& unsent) const;
    Instant allowed(const plan::Member& member, Instant wanted) const;
    /// Of what is allowed too late only: "missed.paused" or "missed.quiet".
    MessageId why_missed(const plan::Member& member, Instant useful_until) const;

  private:
    const Sources& sources_;
    const Records& records_;
};

}  // namespace nhaclich::reminder
