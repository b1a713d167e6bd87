// What became of each attempt, as a log line.
// In: outbox rows and outcomes. Out: lines of the log.
#pragma once

#include "outbox/outbox.hpp"
#include "service/log.hpp"

namespace nhaclich::service {

/// `log` outlives the observer.
outbox::Observer observer(const Log& log);

}  // namespace nhaclich::service
