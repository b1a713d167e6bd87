#include "calendar/zone.hpp"

#include <date/tz.h>
#include <stdexcept>

namespace nhaclich::calendar {

Result<Zone> Zone::find(std::string_view iana_name) {
    // date throws for a name it lacks, and would open a path for one that contains "..".
    const bool plain = !iana_name.empty() && iana_name.find("..") == std::string_view::npos;
    try {
        if (plain) return Zone(date::locate_zone(std::string(iana_name)));
    } catch (const std::runtime_error&) {
        // falls through to the error below
    }
    return fail("zone.unknown"_msg, {{"text", std::string(iana_name)}});
}

const std::string& Zone::name() const { return zone_->name(); }

Instant Zone::instant_of(Day day, LocalHour hour) const {
    const date::local_seconds local{day.time_since_epoch() + hour.since_midnight()};
    // In a gap both choices give the instant of the change itself.
    return zone_->to_sys(local, date::choose::earliest);
}

LocalTime Zone::local(Instant instant) const {
    const auto local = zone_->to_local(instant);
    const auto midnight = date::floor<date::days>(local);
    return {Day{std::chrono::days{midnight.time_since_epoch().count()}}, local - midnight};
}

UtcOffset Zone::offset_at(Instant instant) const {
    const auto info = zone_->get_info(instant);
    return {info.offset, info.end};
}

}  // namespace nhaclich::calendar
