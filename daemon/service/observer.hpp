// What became of each attempt, as a log line.
#pragma once

#include "outbox/outbox.hpp"
#include "service/log.hpp"

namespace nhaclich::service {

/// `log` outlives the observer.
outbox::Observer observer(const Log& log);

}  // namespace nhaclich::service
