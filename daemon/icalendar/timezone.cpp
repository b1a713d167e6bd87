#include "icalendar/timezone.hpp"

#include <fmt/format.h>
#include <optional>

namespace nhaclich::icalendar {

namespace {

using std::chrono::hours;
using std::chrono::seconds;

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

}  // namespace

bool repeats(const calendar::Zone& zone, Instant instant) {
    // No clock was ever set by more, but where the date line was moved.
    constexpr hours near{3};
    const auto back = zone.offset_at(instant - near).ahead - zone.offset_at(instant + near).ahead;
    const auto wall = zone.local(instant);
    return back > seconds{0} &&
           (zone.local(instant - back) == wall || zone.local(instant + back) == wall);
}

Component timezone(const calendar::Zone& zone, const DayRange& days) {
    Component component(icalcomponent_new(ICAL_VTIMEZONE_COMPONENT));
    icalcomponent_add_property(component.get(), icalproperty_new_tzid(zone.name().c_str()));
    const Instant end = zone.instant_of(days.end, LocalHour{});
    auto now = zone.offset_at(zone.instant_of(days.first, LocalHour{}));
    add_observance(component.get(), onset(Instant{} - now.ahead, now.ahead), now.ahead, now.ahead);
    while (now.until <= end) {
        const auto next = zone.offset_at(now.until);
        // The database begins anew where only a zone's name changes, too.
        if (next.ahead != now.ahead)
            add_observance(component.get(), onset(now.until, now.ahead), now.ahead, next.ahead);
        now = next;
    }
    return component;
}

}  // namespace nhaclich::icalendar
