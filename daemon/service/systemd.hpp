// What the service manager is told (sd_notify(3)): ready, reloading, stopping, alive.
// In: the event. Out: a datagram to NOTIFY_SOCKET; nothing where there is no manager.
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace nhaclich::service::systemd {

void ready(const std::string& status);
void reloading();
void stopping();
void alive();

/// Half of WatchdogSec, the interval at which alive() is due (sd_watchdog_enabled(3)).
std::optional<std::chrono::microseconds> watchdog_interval();

}  // namespace nhaclich::service::systemd
