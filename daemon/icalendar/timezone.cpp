#include "icalendar/timezone.hpp"

#include <fmt/format.h>
#include <optional>

namespace nhaclich::icalendar {

namespace {

using std::chrono::hours;
using std::chrono::seconds;

seconds offset_at(const calendar::Zone& zone, Instant instant) {
    const auto local = zone.local(instant);
    return local.day.time_since_epoch() + local.since_midnight - instant.time_since_epoch();
}

std::string name_of(seconds offset) {
    const std::chrono::hh_mm_ss time{offset};
    const auto sign = time.is_negative() ? '-' : '+';
    if (time.minutes().count() == 0) return fmt::format("{}{:02}", sign, time.hours().count());
    return fmt::format("{}{:02}{:02}", sign, time.hours().count(), time.minutes().count());
}

/// The wall clock, as it was before the change, at which the observance begins.
icaltimetype onset(Instant instant, seconds before) {
    return icaltime_from_timet_with_zone(
        static_cast<time_t>((instant.time_since_epoch() + before).count()), 0, nullptr);
}

void add_observance(icalcomponent* zone, icaltimetype from, seconds before, seconds after) {
    auto* component =
        icalcomponent_new(after > before ? ICAL_XDAYLIGHT_COMPONENT : ICAL_XSTANDARD_COMPONENT);
    icalcomponent_add_property(component, icalproperty_new_dtstart(from));
    icalcomponent_add_property(component,
                               icalproperty_new_tzoffsetfrom(static_cast<int>(before.count())));
    icalcomponent_add_property(component,
                               icalproperty_new_tzoffsetto(static_cast<int>(after.count())));
    icalcomponent_add_property(component, icalproperty_new_tzname(name_of(after).c_str()));
    icalcomponent_add_component(zone, component);
}

/// The first instant of the new offset, found by halving; the offsets at both ends differ.
Instant change_between(const calendar::Zone& zone, Instant low, Instant high) {
    const auto before = offset_at(zone, low);
    while (high - low > seconds{1}) {
        const Instant middle = low + (high - low) / 2;
        (offset_at(zone, middle) == before ? low : high) = middle;
    }
    return high;
}

}  // namespace

bool repeats(const calendar::Zone& zone, Instant instant) {
    // No clock was ever set by more, but where the date line was moved.
    constexpr hours near{3};
    const auto back = offset_at(zone, instant - near) - offset_at(zone, instant + near);
    const auto wall = zone.local(instant);
    return back > seconds{0} &&
           (zone.local(instant - back) == wall || zone.local(instant + back) == wall);
}

Component timezone(const calendar::Zone& zone, const DayRange& days) {
    Component component(icalcomponent_new(ICAL_VTIMEZONE_COMPONENT));
    icalcomponent_add_property(component.get(), icalproperty_new_tzid(zone.name().c_str()));
    const Instant end = zone.instant_of(days.end, LocalHour{});
    Instant at = zone.instant_of(days.first, LocalHour{});
    seconds offset = offset_at(zone, at);
    add_observance(component.get(), onset(Instant{} - offset, offset), offset, offset);
    // No zone changes twice within an hour.
    for (; at < end; at += hours{1}) {
        const seconds next = offset_at(zone, at + hours{1});
        if (next == offset) continue;
        const Instant change = change_between(zone, at, at + hours{1});
        add_observance(component.get(), onset(change, offset), offset, next);
        offset = next;
    }
    return component;
}

}  // namespace nhaclich::icalendar
