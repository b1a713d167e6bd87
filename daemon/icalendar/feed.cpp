#include "icalendar/feed.hpp"

#include "icalendar/event.hpp"
#include "icalendar/fold.hpp"
#include "icalendar/timezone.hpp"

#include <algorithm>
#include <boost/uuid/name_generator_sha1.hpp>
#include <boost/uuid/nil_generator.hpp>
#include <boost/uuid/uuid_io.hpp>
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

/// Without what TEXT escapes, since phones show "\\," of X-WR-CALNAME as it stands: "Các ban,
/// ngành" reads as well without its comma.
std::string plain_name(const FeedHead& head) {
    std::string name;
    bool gap = false;
    for (const char c : head.name.str()) {
        const bool mark = c == '\\' || c == ';' || c == ',' || c == ' ';
        if (!mark && gap && !name.empty()) name += ' ';
        if (!mark) name += c;
        gap = mark;
    }
    return name;
}

/// Properties that RFC 5545 does not know and phones read, as content lines.
std::string extensions(const FeedHead& head, const std::string& refresh) {
    std::string lines = "X-WR-CALNAME:" + plain_name(head) + "\r\n";
    if (!head.description.empty())
        lines += "X-WR-CALDESC:" + escaped(head.description.str()) + "\r\n";
    if (!head.rgb.empty()) lines += "X-APPLE-CALENDAR-COLOR:" + head.rgb + "\r\n";
    return lines + "X-WR-TIMEZONE:" + head.zone.name() + "\r\nX-PUBLISHED-TTL:" + refresh + "\r\n";
}

std::string refresh_of(const FeedHead& head) {
    const auto minutes = head.refresh.count();
    return minutes % 60 == 0 ? fmt::format("PT{}H", minutes / 60) : fmt::format("PT{}M", minutes);
}

/// What a subscription shows of itself (RFC 7986 5).
void add_head(icalcomponent* calendar, const FeedHead& head) {
    icalcomponent_add_property(calendar, icalproperty_new_name(plain_name(head).c_str()));
    if (!head.description.empty())
        icalcomponent_add_property(calendar,
                                   icalproperty_new_description(head.description.str().c_str()));
    const auto refresh = icaldurationtype_from_string(refresh_of(head).c_str());
    icalcomponent_add_property(calendar, icalproperty_new_refreshinterval(refresh));
    if (!head.color.empty())
        icalcomponent_add_property(calendar, icalproperty_new_color(head.color.c_str()));
}

std::string octets_of(const Component& component) {
    const std::unique_ptr<char, decltype(&std::free)> octets(
        icalcomponent_as_ical_string_r(component.get()), &std::free);
    return octets.get();
}

}  // namespace

void TimedDays::add(const plan::Occurrence& occurrence, const calendar::Zone& zone) {
    any_ = true;
    if (occurrence.all_day()) return;
    const Day first = plan::first_day(occurrence, zone);
    const Day end = plan::last_day(occurrence, zone) + std::chrono::days{1};
    if (!days_) days_ = DayRange{first, end};
    days_ = DayRange{std::min(days_->first, first), std::max(days_->end, end)};
}

std::optional<DayRange> TimedDays::days(const FeedHead& head) const {
    // RFC 5545 3.6: no calendar without a component.
    if (!any_) return head.years;
    return days_;
}

std::string feed_opening(const FeedHead& head, const std::optional<DayRange>& timed) {
    constexpr std::string_view method = "METHOD:PUBLISH\r\n";
    auto calendar = calendar_object(Method::publish);
    add_head(calendar.get(), head);
    if (timed) icalcomponent_add_component(calendar.get(), timezone(head.zone, *timed).release());
    auto octets = octets_of(calendar);
    octets.insert(octets.find(method) + method.size(), extensions(head, refresh_of(head)));
    octets.erase(octets.rfind(feed_closing));
    return refolded(octets);
}

std::string event_block(const FeedHead& head, const FeedLanguage& words,
                        const plan::Revision& revision, const Own& own) {
    return refolded(octets_of(event(head, words, revision, own)));
}

std::string feed(const FeedHead& head, const FeedLanguage& words,
                 const std::vector<plan::Revision>& revisions) {
    TimedDays timed;
    for (const auto& revision : revisions) timed.add(revision.occurrence, head.zone);
    auto octets = feed_opening(head, timed.days(head));
    for (const auto& revision : revisions) octets += event_block(head, words, revision, {});
    octets += feed_closing;
    return octets;
}

std::string_view code(Method method) { return method == Method::publish ? "PUBLISH" : "CANCEL"; }

std::string part(const FeedHead& head, const FeedLanguage& words,
                 const std::vector<plan::Revision>& revisions, Method method) {
    // RFC 5546 3.2.1 asks PUBLISH for an ORGANIZER; without one no client shows buttons to answer,
    // which nobody would read.
    auto calendar = calendar_object(method);
    TimedDays timed;
    for (const auto& revision : revisions) timed.add(revision.occurrence, head.zone);
    if (const auto days = timed.days(head))
        icalcomponent_add_component(calendar.get(), timezone(head.zone, *days).release());
    for (const auto& revision : revisions)
        icalcomponent_add_component(calendar.get(), event(head, words, revision, {}).release());
    return refolded(octets_of(calendar));
}

std::string wording(const std::vector<Reading>& languages, const plan::Occurrence& occurrence) {
    std::string all;
    for (const auto& [head, words] : languages) all += words_of(head, words, occurrence) + '\0';
    const boost::uuids::name_generator_sha1 fingerprint(boost::uuids::nil_uuid());
    return boost::uuids::to_string(fingerprint(all));
}

std::string uid(const plan::OccurrenceId& id, const std::string& uid_domain) {
    auto day = iso(id.nominal);
    std::erase(day, '-');
    return id.entry.str() + "-" + day + "@" + uid_domain;
}

}  // namespace nhaclich::icalendar
