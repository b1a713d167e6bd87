// What became of each attempt, as a log line.
// In: outbox rows and outcomes. Out: lines of the log.
#pragma once

#include "outbox/outbox.hpp"
#include "service/store_troubles.hpp"

namespace nhaclich::service {

/// Both outlive the observer.
outbox::Observer observer(const Log& log, StoreTroubles& troubles);

}  // namespace nhaclich::service
