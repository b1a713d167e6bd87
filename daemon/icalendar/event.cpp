#include "icalendar/event.hpp"

#include "calendar/date_text.hpp"
#include "icalendar/timezone.hpp"

#include <array>

namespace nhaclich::icalendar {

namespace {

using plan::Occurrence;
using plan::Status;

/// What a property is made from.
struct Source {
    const FeedHead& head;
    const FeedLanguage& words;
    const plan::Revision& revision;
    const Own& own;
    const Occurrence& occurrence() const { return revision.occurrence; }
};

std::string category_of(const Source& s) {
    return s.words.text("kind." + std::string(plan::code(s.occurrence().kind)), {});
}

icaltimetype utc(Instant instant) {
    return icaltime_from_timet_with_zone(static_cast<time_t>(instant.time_since_epoch().count()), 0,
                                         icaltimezone_get_utc_timezone());
}

icaltimetype date(Day day) {
    const auto ymd = nhaclich::ymd(day);
    icaltimetype time = icaltime_null_date();
    time.year = static_cast<int>(ymd.year());
    time.month = static_cast<int>(static_cast<unsigned>(ymd.month()));
    time.day = static_cast<int>(static_cast<unsigned>(ymd.day()));
    return time;
}

/// Wall clock time in the zone; TZID is a parameter of the property.
icaltimetype local(Instant instant, const calendar::Zone& zone) {
    const auto wall = zone.local(instant);
    icaltimetype time = date(wall.day);
    const std::chrono::hh_mm_ss clock{wall.since_midnight};
    time.is_date = 0;
    time.hour = static_cast<int>(clock.hours().count());
    time.minute = static_cast<int>(clock.minutes().count());
    time.second = static_cast<int>(clock.seconds().count());
    return time;
}

/// Start or end of a timed occurrence. In UTC where the wall clock shows one of them twice: which
/// of the two is meant, readers do not agree.
icalproperty* moment(const Source& s, Instant instant, icalproperty* (*make)(icaltimetype)) {
    const auto& timed = std::get<plan::Timed>(s.occurrence().span);
    const auto& zone = s.head.zone;
    if (repeats(zone, timed.start) || repeats(zone, timed.end)) return make(utc(instant));
    auto* property = make(local(instant, zone));
    icalproperty_add_parameter(property, icalparameter_new_tzid(zone.name().c_str()));
    return property;
}

icalproperty* start(const Source& s) {
    if (const auto* days = std::get_if<DayRange>(&s.occurrence().span))
        return icalproperty_new_dtstart(date(days->first));
    return moment(s, std::get<plan::Timed>(s.occurrence().span).start, &icalproperty_new_dtstart);
}

icalproperty* end(const Source& s) {
    if (const auto* days = std::get_if<DayRange>(&s.occurrence().span))
        return icalproperty_new_dtend(date(days->end));
    return moment(s, std::get<plan::Timed>(s.occurrence().span).end, &icalproperty_new_dtend);
}

std::string summary_of(const Source& s) {
    const auto& occurrence = s.occurrence();
    std::string title = occurrence.title.in(s.head.language).str();
    if (!s.own.title.empty())
        title = s.words.text(s.own.title, {{"title", title}});
    else if (occurrence.due)
        title = s.words.text("feed.deadline", {{"title", title}});
    if (occurrence.status == Status::cancelled)
        title = s.words.text("feed.cancelled", {{"title", title}});
    return title;
}

/// The plan's own words of a deadline, and the due day.
void add_deadline(const Source& s, std::vector<std::string>& lines) {
    const auto& occurrence = s.occurrence();
    if (!occurrence.due || !occurrence.limit) return;
    const bool before = *occurrence.limit == plan::Limit::before;
    lines.push_back(s.words.text(before ? "feed.before" : "feed.by",
                                 {{"day", s.words.day(occurrence.id.nominal)}}));
    lines.push_back(s.words.text("feed.due", {{"day", s.words.day(*occurrence.due)}}));
}

void add_shift(const Source& s, std::vector<std::string>& lines) {
    if (s.occurrence().shifted_from) lines.push_back(s.words.shift(s.occurrence()));
}

std::string description_of(const Source& s) {
    const auto& occurrence = s.occurrence();
    std::vector<std::string> lines;
    if (const auto& text = occurrence.description.in(s.head.language); !text.empty())
        lines.push_back(text.str());
    add_deadline(s, lines);
    add_shift(s, lines);
    lines.insert(lines.end(), s.own.lines.begin(), s.own.lines.end());
    if (!occurrence.section.empty())
        lines.push_back(s.words.text("feed.section", {{"section", occurrence.section.str()}}));
    // Not every phone shows LOCATION, URL or CONFERENCE: the link stands here as well.
    if (!occurrence.link.empty())
        lines.push_back(s.words.text("feed.link", {{"link", occurrence.link.str()}}));
    if (!s.head.base_url.empty()) lines.push_back(s.head.base_url + "/");
    std::string text;
    for (const auto& line : lines) text += (text.empty() ? "" : "\n") + line;
    return text;
}

icalproperty* uid_property(const Source& s) {
    return icalproperty_new_uid(uid(s.occurrence().id, s.head.uid_domain).c_str());
}

icalproperty* stamp(const Source& s) {
    // Not the time of this request: same state, same octets, and clients compare it.
    return icalproperty_new_dtstamp(utc(s.revision.last_modified));
}

icalproperty* created(const Source& s) { return icalproperty_new_created(utc(s.revision.created)); }

icalproperty* last_modified(const Source& s) {
    return icalproperty_new_lastmodified(utc(s.revision.last_modified));
}

icalproperty* sequence(const Source& s) { return icalproperty_new_sequence(s.revision.sequence); }

icalproperty* summary(const Source& s) { return icalproperty_new_summary(summary_of(s).c_str()); }

icalproperty* description(const Source& s) {
    const auto text = description_of(s);
    return text.empty() ? nullptr : icalproperty_new_description(text.c_str());
}

icalproperty* location(const Source& s) {
    const auto& o = s.occurrence();
    const auto& text = o.place.empty() ? o.link : o.place;
    return text.empty() ? nullptr : icalproperty_new_location(text.str().c_str());
}

icalproperty* url(const Source& s) {
    const auto& link = s.occurrence().link;
    return link.empty() ? nullptr : icalproperty_new_url(link.str().c_str());
}

icalproperty* categories(const Source& s) {
    return icalproperty_new_categories(category_of(s).c_str());
}

icalproperty* status(const Source& s) {
    const bool cancelled = s.occurrence().status == Status::cancelled;
    return icalproperty_new_status(cancelled ? ICAL_STATUS_CANCELLED : ICAL_STATUS_CONFIRMED);
}

icalproperty* transparency(const Source& s) {
    // A month-long campaign or a struck meeting must not mark its readers as busy.
    const bool busy = !s.occurrence().all_day() && s.occurrence().status == Status::confirmed;
    return icalproperty_new_transp(busy ? ICAL_TRANSP_OPAQUE : ICAL_TRANSP_TRANSPARENT);
}

/// A property of the event, or nullptr if this occurrence has none; the component takes it over.
using Property = icalproperty* (*)(const Source&);

constexpr std::array<Property, 14> properties{
    uid_property, stamp,       created,  last_modified, sequence,   start,  end,
    summary,      description, location, url,           categories, status, transparency};

/// RFC 5545 3.3.6: days are those of the wall clock, so where it changes in between only hours are
/// exact.
icaldurationtype duration(const Source& source, std::chrono::seconds from_start) {
    const auto& zone = source.head.zone;
    const Instant start = plan::start_of(source.occurrence(), zone);
    const auto ahead = [&](Instant instant) { return zone.offset_at(instant).ahead; };
    if (ahead(start) == ahead(start + from_start))
        return icaldurationtype_from_int(static_cast<int>(from_start.count()));
    const std::chrono::hh_mm_ss clock{from_start};
    icaldurationtype exact = icaldurationtype_null_duration();
    exact.is_neg = clock.is_negative() ? 1 : 0;
    exact.hours = static_cast<unsigned>(clock.hours().count());
    exact.minutes = static_cast<unsigned>(clock.minutes().count());
    exact.seconds = static_cast<unsigned>(clock.seconds().count());
    return exact;
}

/// RFC 5545 3.6.6. A time of day on the day itself for what fills the day: "-PT15H" is nine o'clock
/// of the day before, "-P1D" would ring at midnight.
Component alarm(const Source& source, std::chrono::seconds from_start) {
    Component component(icalcomponent_new(ICAL_VALARM_COMPONENT));
    icaltriggertype trigger{};
    trigger.time = icaltime_null_time();
    trigger.duration = duration(source, from_start);
    icalcomponent_add_property(component.get(), icalproperty_new_action(ICAL_ACTION_DISPLAY));
    icalcomponent_add_property(component.get(),
                               icalproperty_new_description(summary_of(source).c_str()));
    icalcomponent_add_property(component.get(), icalproperty_new_trigger(trigger));
    return component;
}

void add_alarms(icalcomponent* component, const Source& source) {
    if (source.occurrence().status == Status::cancelled) return;
    for (const auto from_start : source.own.alarms)
        icalcomponent_add_component(component, alarm(source, from_start).release());
}

}  // namespace

std::string words_of(const FeedHead& head, const FeedLanguage& words,
                     const plan::Occurrence& occurrence) {
    const plan::Revision undated{occurrence, 0, {}, {}};
    const Own nothing;
    const Source source{head, words, undated, nothing};
    return summary_of(source) + '\0' + description_of(source) + '\0' + category_of(source);
}

Component event(const FeedHead& head, const FeedLanguage& words, const plan::Revision& revision,
                const Own& own) {
    Component component(icalcomponent_new(ICAL_VEVENT_COMPONENT));
    const Source source{head, words, revision, own};
    for (const auto property : properties)
        if (auto* made = property(source)) icalcomponent_add_property(component.get(), made);
    add_alarms(component.get(), source);
    return component;
}

}  // namespace nhaclich::icalendar
