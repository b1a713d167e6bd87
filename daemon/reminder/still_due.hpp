// Whether a delivery planned earlier is still wanted at the moment of sending.
// In: the board's sources of now and the delivery's key. Out: why not, if not.
#pragma once

#include "reminder/delivery.hpp"
#include "reminder/sources.hpp"

#include <optional>

namespace nhaclich::reminder {

/// Nothing = still wanted. Else "missed.entry-gone", "missed.cancelled", "missed.member-left",
/// "missed.not-concerned" or "missed.no-address".
std::optional<MessageId> no_longer_due(const Sources&, const DeliveryKey&);

}  // namespace nhaclich::reminder
