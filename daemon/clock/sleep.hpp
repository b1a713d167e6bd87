// Sleeping until an instant or an event, whichever comes first.
// In: a clock, an instant, an event. Out: completion at the earlier one.
#pragma once

#include "clock/clock.hpp"
#include "clock/event.hpp"

namespace nhaclich {

/// Makes the coroutine that awaits this end at a TaskGroup's first request; without it Asio lets
/// only the last one, `terminal`, through (boost::asio::enable_terminal_cancellation is the default
/// of co_spawn).
boost::asio::awaitable<void> end_when_asked();

/// Cancellable: throws boost::system::system_error(operation_aborted).
boost::asio::awaitable<void> sleep_until_or(Clock& clock, Instant when, Event& event);

}  // namespace nhaclich
