#include "service/systemd.hpp"

#include <cstdint>
#include <ctime>
#include <fmt/format.h>
#include <systemd/sd-daemon.h>

namespace nhaclich::service::systemd {

namespace {

// A manager that cannot be reached is no reason to stop reminding: the result is not looked at.
void notify(const std::string& state) { sd_notify(0, state.c_str()); }

}  // namespace

void ready(const std::string& status) { notify("READY=1\nSTATUS=" + status); }

void reloading() {
    // Type=notify-reload (systemd 253) wants the monotonic time of the reload's start.
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    constexpr std::int64_t micro = 1'000'000;
    notify(fmt::format("RELOADING=1\nMONOTONIC_USEC={}", now.tv_sec * micro + now.tv_nsec / 1000));
}

void stopping() { notify("STOPPING=1"); }

void alive() { notify("WATCHDOG=1"); }

std::optional<std::chrono::microseconds> watchdog_interval() {
    std::uint64_t microseconds = 0;
    if (sd_watchdog_enabled(0, &microseconds) <= 0) return std::nullopt;
    return std::chrono::microseconds{microseconds / 2};
}

}  // namespace nhaclich::service::systemd
