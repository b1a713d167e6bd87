#include "icalendar/feed.hpp"

#include "icalendar/event.hpp"
#include "icalendar/fold.hpp"
#include "icalendar/timezone.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace nhaclich::icalendar {

namespace {

Component calendar_object(Method method) {
    Component calendar(icalcomponent_new(ICAL_VCALENDAR_COMPONENT));
    icalcomponent_add_property(calendar.get(), icalproperty_new_version("2.0"));
    icalcomponent_add_property(calendar.get(),
                               icalproperty_new_prodid("-//nhaclich//nhaclich//VI"));
    icalcomponent_add_property(
        calendar.get(), icalproperty_new_method(method == Method::publish ? ICAL_METHOD_PUBLISH
                                                                          : ICAL_METHOD_CANCEL));
    return calendar;
}

/// TEXT as RFC 5545 3.3.11 escapes it: libical escapes backslashes of X- properties and nothing
/// else.
std::string escaped(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (c == '\\' || c == ';' || c == ',') result += '\\';
        result += c;
    }
    return result;
}

/// Properties that RFC 5545 does not know and phones read, as content lines.
std::string extensions(const FeedHead& head, const std::string& refresh) {
    std::string lines = "X-WR-CALNAME:" + escaped(head.name.str()) + "\r\n";
    if (!head.description.empty())
        lines += "X-WR-CALDESC:" + escaped(head.description.str()) + "\r\n";
    return lines + "X-WR-TIMEZONE:" + head.zone.name() + "\r\nX-PUBLISHED-TTL:" + refresh + "\r\n";
}

std::string refresh_of(const FeedHead& head) {
    const auto minutes = head.refresh.count();
    return minutes % 60 == 0 ? fmt::format("PT{}H", minutes / 60) : fmt::format("PT{}M", minutes);
}

/// What a subscription shows of itself (RFC 7986 5).
void add_head(icalcomponent* calendar, const FeedHead& head) {
    icalcomponent_add_property(calendar, icalproperty_new_name(head.name.str().c_str()));
    if (!head.description.empty())
        icalcomponent_add_property(calendar,
                                   icalproperty_new_description(head.description.str().c_str()));
    const auto refresh = icaldurationtype_from_string(refresh_of(head).c_str());
    icalcomponent_add_property(calendar, icalproperty_new_refreshinterval(refresh));
    if (!head.color.empty())
        icalcomponent_add_property(calendar, icalproperty_new_color(head.color.c_str()));
}

/// The days that timed revisions touch, if there are any.
std::optional<DayRange> timed_days(const std::vector<plan::Revision>& revisions,
                                   const calendar::Zone& zone) {
    std::optional<DayRange> days;
    for (const auto& revision : revisions) {
        if (revision.occurrence.all_day()) continue;
        const Day first = plan::first_day(revision.occurrence, zone);
        const Day end = plan::last_day(revision.occurrence, zone) + std::chrono::days{1};
        if (!days) days = DayRange{first, end};
        days = DayRange{std::min(days->first, first), std::max(days->end, end)};
    }
    return days;
}

std::string written(Component calendar, const FeedHead& head, const FeedLanguage& words,
                    const std::vector<plan::Revision>& revisions) {
    if (const auto days = timed_days(revisions, head.zone))
        icalcomponent_add_component(calendar.get(), timezone(head.zone, *days).release());
    for (const auto& revision : revisions)
        icalcomponent_add_component(calendar.get(), event(head, words, revision).release());
    const std::unique_ptr<char, decltype(&std::free)> octets(
        icalcomponent_as_ical_string_r(calendar.get()), &std::free);
    return octets.get();
}

}  // namespace

std::string feed(const FeedHead& head, const FeedLanguage& words,
                 const std::vector<plan::Revision>& revisions) {
    constexpr std::string_view method = "METHOD:PUBLISH\r\n";
    auto calendar = calendar_object(Method::publish);
    add_head(calendar.get(), head);
    auto octets = written(std::move(calendar), head, words, revisions);
    octets.insert(octets.find(method) + method.size(), extensions(head, refresh_of(head)));
    return refolded(octets);
}

std::string_view code(Method method) { return method == Method::publish ? "PUBLISH" : "CANCEL"; }

std::string part(const FeedHead& head, const FeedLanguage& words,
                 const std::vector<plan::Revision>& revisions, Method method) {
    // RFC 5546 3.2.1 asks PUBLISH for an ORGANIZER; without one no client shows buttons to answer,
    // which nobody would read.
    return refolded(written(calendar_object(method), head, words, revisions));
}

std::string uid(const plan::OccurrenceId& id, const std::string& uid_domain) {
    auto day = iso(id.nominal);
    std::erase(day, '-');
    return id.entry.str() + "-" + day + "@" + uid_domain;
}

}  // namespace nhaclich::icalendar
