// Prints what libical reads in a feed on standard input, a line an event:
// "UID START END STATUS SEQUENCE SUMMARY".
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <iterator>
#include <libical/ical.h>
#include <memory>
#include <string>

namespace {

/// A day as 20260308, a time in UTC.
std::string text(icaltimetype time) {
    if (time.is_date == 0) time = icaltime_convert_to_zone(time, icaltimezone_get_utc_timezone());
    const std::unique_ptr<char, decltype(&std::free)> owned(icaltime_as_ical_string_r(time),
                                                            &std::free);
    return owned.get();
}

const char* status_of(icalcomponent* event) {
    return icalcomponent_get_status(event) == ICAL_STATUS_CANCELLED ? "CANCELLED" : "CONFIRMED";
}

}  // namespace

int main() {
    const std::string octets{std::istreambuf_iterator<char>(std::cin), {}};
    const std::unique_ptr<icalcomponent, decltype(&icalcomponent_free)> calendar(
        icalparser_parse_string(octets.c_str()), &icalcomponent_free);
    if (!calendar || icalcomponent_count_errors(calendar.get()) > 0) return EXIT_FAILURE;
    for (auto* event = icalcomponent_get_first_component(calendar.get(), ICAL_VEVENT_COMPONENT);
         event != nullptr;
         event = icalcomponent_get_next_component(calendar.get(), ICAL_VEVENT_COMPONENT))
        std::printf("%s %s %s %s %d %s\n", icalcomponent_get_uid(event),
                    text(icalcomponent_get_dtstart(event)).c_str(),
                    text(icalcomponent_get_dtend(event)).c_str(), status_of(event),
                    icalcomponent_get_sequence(event), icalcomponent_get_summary(event));
    return EXIT_SUCCESS;
}
