#include "icalendar/feed.hpp"

#include "icalendar/ical.hpp"
#include "plan/entry_head.hpp"
#include "support/a_plan.hpp"

#include <catch2/catch.hpp>
#include <random>

using namespace nhaclich;
using namespace nhaclich::test;
using namespace nhaclich::icalendar;
using plan::Kind;
using plan::Occurrence;
using plan::Revision;

namespace {

FeedHead a_head(const std::string& zone = "Asia/Ho_Chi_Minh") {
    return {.name = line("Lịch; thử,riêng \\"),
            .description = line("Kế hoạch; \\ chung,"),
            .uid_domain = "lich.example.org",
            .zone = calendar::Zone::find(zone).value(),
            .refresh = std::chrono::minutes{90},
            .color = "purple",
            .rgb = "#800080",
            .base_url = "https://lich.example.org",
            .language = plan::Language::vi,
            .years = {day("2025-01-01"), day("2029-01-01")}};
}

/// Shows keys and arguments instead of words.
FeedLanguage bare() {
    return {[](std::string_view key, const Args& args) {
                std::string text(key);
                for (const auto& arg : args) text += " " + arg.value;
                return text;
            },
            [](Day day) { return iso(day); },
            [](const Occurrence& o) { return "shifted from " + iso(o.shifted_from->day); }};
}

Revision revision(Occurrence occurrence) {
    return {std::move(occurrence), 3, instant("2026-01-01T00:00:00Z"),
            instant("2026-02-03T04:05:06Z")};
}

Occurrence a_day(const std::string& id = "le") {
    const DayRange span{day("2026-11-15"), day("2026-12-16")};
    return occurrence_of(entry(id), Kind::campaign, day("2026-11-15"), span);
}

std::string unfolded(std::string octets) {
    for (auto at = octets.find("\r\n "); at != std::string::npos; at = octets.find("\r\n ", at))
        octets.erase(at, 3);
    return octets;
}

std::string written(const Occurrence& occurrence) {
    return unfolded(feed(a_head(), bare(), {revision(occurrence)}));
}

bool has_line(const std::string& octets, const std::string& line) {
    return octets.find("\r\n" + line + "\r\n") != std::string::npos;
}

}  // namespace

TEST_CASE("an all-day occurrence has dates with an exclusive end and marks nobody busy") {
    const auto octets = written(a_day());
    for (const auto* expected :
         {"UID:le-20261115@lich.example.org", "DTSTART;VALUE=DATE:20261115",
          "DTEND;VALUE=DATE:20261216", "TRANSP:TRANSPARENT", "STATUS:CONFIRMED", "SEQUENCE:3",
          "DTSTAMP:20260203T040506Z", "LAST-MODIFIED:20260203T040506Z", "CREATED:20260101T000000Z",
          "CATEGORIES:kind.campaign"}) {
        CAPTURE(expected);
        CHECK(has_line(octets, expected));
    }
    CHECK(octets.find("VTIMEZONE") == std::string::npos);
}

TEST_CASE(
    "the name of an event is its entry, its nominal date and the host, and nothing that moves") {
    auto occurrence = a_day("hop");
    const auto name = uid(occurrence.id, "lich.example.org");
    CHECK(name == "hop-20261115@lich.example.org");
    occurrence.title.vi = line("Tên khác");
    occurrence.span = DayRange{day("2026-12-01"), day("2026-12-02")};
    CHECK(has_line(written(occurrence), "UID:" + name));
    // The longest entry; a host name of more than 180 characters, nobody has.
    const auto longest =
        uid({entry(std::string(64, 'x')).id, day("2026-11-15")}, std::string(181, 'x'));
    CHECK(longest.size() == 255);
}

TEST_CASE("a calendar without a color or a description says nothing of them") {
    auto head = a_head();
    head.color.clear();
    head.rgb.clear();
    head.description = {};
    const auto octets = unfolded(feed(head, bare(), {revision(a_day())}));
    for (const auto* absent :
         {"\r\nCOLOR", "\r\nX-APPLE-", "\r\nX-WR-CALDESC", "\r\nDESCRIPTION:\r\n"})
        CHECK(octets.find(absent) == std::string::npos);
}

TEST_CASE("the calendar says of itself what phones read, escaped once") {
    const auto octets = written(a_day());
    for (const auto* expected :
         {"METHOD:PUBLISH", "NAME:Lịch thử riêng", "X-WR-CALNAME:Lịch thử riêng",
          "X-APPLE-CALENDAR-COLOR:#800080", "REFRESH-INTERVAL;VALUE=DURATION:PT90M",
          "X-PUBLISHED-TTL:PT90M", "COLOR:purple", "X-WR-TIMEZONE:Asia/Ho_Chi_Minh",
          "DESCRIPTION:Kế hoạch\\; \\\\ chung\\,", "X-WR-CALDESC:Kế hoạch\\; \\\\ chung\\,"}) {
        CAPTURE(expected);
        CHECK(has_line(octets, expected));
    }
}

TEST_CASE("a timed occurrence stands in the board's zone, declared before it") {
    auto meeting = a_day("hop");
    meeting.span = plan::Timed{instant("2026-11-24T01:00:00Z"), instant("2026-11-24T03:30:00Z"),
                               "Asia/Ho_Chi_Minh"};
    const auto octets = written(meeting);
    CHECK(has_line(octets, "DTSTART;TZID=Asia/Ho_Chi_Minh:20261124T080000"));
    CHECK(has_line(octets, "DTEND;TZID=Asia/Ho_Chi_Minh:20261124T103000"));
    CHECK(has_line(octets, "TRANSP:OPAQUE"));
    CHECK(octets.find("BEGIN:VTIMEZONE\r\nTZID:Asia/Ho_Chi_Minh\r\nBEGIN:STANDARD\r\n"
                      "DTSTART:19700101T000000\r\nTZOFFSETFROM:+0700\r\nTZOFFSETTO:+0700\r\n"
                      "TZNAME:+07\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT") !=
          std::string::npos);
}

TEST_CASE("a place stands alone in LOCATION, for maps; a link takes it where there is none") {
    auto meeting = a_day("hop");
    meeting.link = line("https://hop.example.org/1");
    CHECK(has_line(written(meeting), "LOCATION:https://hop.example.org/1"));
    meeting.place = line("Hội trường UBND");
    const auto octets = written(meeting);
    CHECK(has_line(octets, "LOCATION:Hội trường UBND"));
    CHECK(has_line(octets, "URL:https://hop.example.org/1"));
    CHECK(octets.find("feed.link https://hop.example.org/1") != std::string::npos);
}

TEST_CASE("a zone with summer time has its changes, read back right by libical") {
    auto meeting = a_day("hop");
    std::vector<Revision> revisions;
    for (const auto* start : {"2026-01-15T07:00:00Z", "2026-07-15T06:00:00Z"}) {
        meeting.id.nominal = day(std::string(start).substr(0, 10));
        meeting.span =
            plan::Timed{instant(start), instant(start) + std::chrono::hours{1}, "Europe/Berlin"};
        revisions.push_back(revision(meeting));
    }
    const auto octets = feed(a_head("Europe/Berlin"), bare(), revisions);
    CHECK(has_line(octets, "TZNAME:+01"));
    CHECK(has_line(octets, "TZNAME:+02"));
    const Component calendar(icalparser_parse_string(octets.c_str()));
    REQUIRE(calendar);
    std::vector<std::string> starts;
    for (auto* event = icalcomponent_get_first_component(calendar.get(), ICAL_VEVENT_COMPONENT);
         event != nullptr;
         event = icalcomponent_get_next_component(calendar.get(), ICAL_VEVENT_COMPONENT)) {
        const auto start = icalcomponent_get_dtstart(event);
        starts.push_back(
            iso(Instant{std::chrono::seconds{icaltime_as_timet_with_zone(start, start.zone)}}));
    }
    CHECK(starts == std::vector<std::string>{"2026-01-15T07:00:00Z", "2026-07-15T06:00:00Z"});
}

TEST_CASE("a time that the wall clock shows twice is told in UTC, start and end alike") {
    struct Row {
        const char* start;
        const char* first_line;
    };
    const auto row = GENERATE(
        values<Row>({{"2026-10-24T22:59:00Z", "DTSTART;TZID=Europe/Berlin:20261025T005900"},
                     {"2026-10-24T23:00:00Z", "DTSTART:20261024T230000Z"},  // ends at 02:00
                     {"2026-10-25T00:30:00Z", "DTSTART:20261025T003000Z"},
                     {"2026-10-25T01:30:00Z", "DTSTART:20261025T013000Z"},
                     {"2026-10-25T02:00:00Z", "DTSTART;TZID=Europe/Berlin:20261025T030000"},
                     {"2026-03-29T01:00:00Z", "DTSTART;TZID=Europe/Berlin:20260329T030000"}}));
    auto meeting = a_day("hop");
    meeting.span = plan::Timed{instant(row.start), instant(row.start) + std::chrono::hours{1},
                               "Europe/Berlin"};
    const auto octets = unfolded(feed(a_head("Europe/Berlin"), bare(), {revision(meeting)}));
    CAPTURE(octets);
    CHECK(has_line(octets, row.first_line));
    const bool in_utc = std::string_view(row.first_line).ends_with('Z');
    CHECK((octets.find("DTEND;TZID=") == std::string::npos) == in_utc);
}

TEST_CASE("a calendar without events still has a component") {
    const auto octets = feed(a_head(), bare(), {});
    CHECK(octets.find("BEGIN:VTIMEZONE") != std::string::npos);
    CHECK(octets.find("VEVENT") == std::string::npos);
    // Saigon was at +08 in 1970.
    CHECK(octets.find("TZOFFSETTO:+0700") != std::string::npos);
    CHECK(octets.find("+0800") == std::string::npos);
}

TEST_CASE("an alarm rings at the same hour to whoever counts days by the clock or in hours") {
    struct Row {
        const char* zone;
        const char* on;
        std::chrono::seconds from_start;
        const char* trigger;
    };
    using std::chrono::hours;
    const auto row = GENERATE(values<Row>({
        {"Asia/Ho_Chi_Minh", "2027-04-01", hours{-160}, "TRIGGER:-P6DT16H"},
        {"Asia/Ho_Chi_Minh", "2027-04-01", hours{6} + std::chrono::minutes{30}, "TRIGGER:PT6H30M"},
        {"Europe/Berlin", "2027-05-01", hours{-160}, "TRIGGER:-P6DT16H"},
        // The clocks are put forward on 28/3, and back on 31/10.
        {"Europe/Berlin", "2027-04-01", hours{-159}, "TRIGGER:-PT159H"},
        {"Europe/Berlin", "2027-11-01", hours{-161} + std::chrono::minutes{30},
         "TRIGGER:-PT160H30M"},
        {"Europe/Berlin", "2027-10-31", hours{26}, "TRIGGER:PT26H"},
    }));
    CAPTURE(row.zone, row.on, row.trigger);
    auto occurrence = a_day();
    occurrence.span = DayRange{day(row.on), day(row.on) + std::chrono::days{1}};
    const auto octets = unfolded(
        event_block(a_head(row.zone), bare(), revision(occurrence), {{row.from_start}, {}, {}}));
    CHECK(has_line(octets, row.trigger));
}

TEST_CASE("a cancelled occurrence is struck in its title and blocks no time") {
    auto cancelled = a_day();
    cancelled.span = plan::Timed{instant("2026-11-24T01:00:00Z"), instant("2026-11-24T03:30:00Z"),
                                 "Asia/Ho_Chi_Minh"};
    cancelled.status = plan::Status::cancelled;
    const auto octets = written(cancelled);
    CHECK(has_line(octets, "STATUS:CANCELLED"));
    CHECK(has_line(octets, "SUMMARY:feed.cancelled Tiêu đề le"));
    CHECK(has_line(octets, "TRANSP:TRANSPARENT"));
    const Own rings{{std::chrono::hours{-1}}, {}, {}};
    CHECK(event_block(a_head(), bare(), revision(cancelled), rings).find("VALARM") ==
          std::string::npos);
}

TEST_CASE("a deadline says its due day, the plan's words, and why the day moved") {
    auto report = a_day("nop");
    report.id.nominal = day("2028-06-05");
    report.span = DayRange{day("2028-06-02"), day("2028-06-03")};
    report.due = day("2028-06-02");
    report.limit = plan::Limit::before;
    report.shifted_from = plan::ShiftedFrom{day("2028-06-04"), calendar::DayOff{true, {}}};
    report.section = line("IV.3");
    const auto octets = written(report);
    CHECK(has_line(octets, "SUMMARY:feed.deadline Tiêu đề nop"));
    CHECK(has_line(octets,
                   "DESCRIPTION:feed.before 2028-06-05\\nfeed.due 2028-06-02\\n"
                   "shifted from 2028-06-04\\nfeed.section IV.3\\n"
                   "https://lich.example.org/"));
}

TEST_CASE("one occurrence for a mail is the same event as in the feed") {
    const auto all = unfolded(feed(a_head(), bare(), {revision(a_day())}));
    const auto one = unfolded(part(a_head(), bare(), {revision(a_day())}, Method::publish));
    const auto event_of = [](const std::string& octets) {
        return octets.substr(octets.find("BEGIN:VEVENT"));
    };
    CHECK(event_of(one) == event_of(all));
    CHECK(has_line(one, "METHOD:PUBLISH"));
}

TEST_CASE("one called off is the same event with the method that says so") {
    auto gone = revision(a_day());
    gone.occurrence.status = plan::Status::cancelled;
    gone.sequence = 3;
    const auto one = unfolded(part(a_head(), bare(), {gone}, Method::cancel));
    CHECK(has_line(one, "METHOD:CANCEL"));
    CHECK(has_line(one, "STATUS:CANCELLED"));
    CHECK(has_line(one, "SEQUENCE:3"));
}

TEST_CASE("what a mail carries is what RFC 5546 wants for its method, but for an organizer") {
    auto timed = a_day("hop");
    timed.span = plan::Timed{instant("2026-11-24T01:00:00Z"), instant("2026-11-24T03:30:00Z"),
                             "Asia/Ho_Chi_Minh"};
    auto off = timed;
    off.status = plan::Status::cancelled;
    struct Row {
        Occurrence occurrence;
        Method method;
    };
    for (const auto& row : std::vector<Row>{
             {a_day(), Method::publish}, {timed, Method::publish}, {off, Method::cancel}}) {
        const auto octets = part(a_head(), bare(), {revision(row.occurrence)}, row.method);
        const Component calendar(icalparser_parse_string(octets.c_str()));
        REQUIRE(calendar);
        icalrestriction_check(calendar.get());
        INFO(icalcomponent_as_ical_string(calendar.get()));
        auto* event = icalcomponent_get_first_component(calendar.get(), ICAL_VEVENT_COMPONENT);
        CHECK(icalcomponent_count_errors(calendar.get()) == 1);
        // Left out on purpose: clients would show buttons to answer a person who asked nothing.
        auto* fault = icalcomponent_get_first_property(event, ICAL_XLICERROR_PROPERTY);
        REQUIRE(fault != nullptr);
        CHECK_THAT(icalproperty_get_xlicerror(fault),
                   Catch::Contains("ORGANIZER property. Expected 1"));
    }
}

TEST_CASE("no text of the plan becomes a property of its own: what is written is read back") {
    std::mt19937 chance(20261124);
    const std::vector<std::string> pieces{";",
                                          ",",
                                          ":",
                                          "\"",
                                          "\\",
                                          "\\n",
                                          "END:VEVENT",
                                          "BEGIN:VALARM",
                                          "ế",
                                          "🎉",
                                          "a",
                                          " ",
                                          "\xD7\xA9",
                                          "Ngày ",
                                          "xxxxxxxxxxxxxxxxxxxxxxxx",
                                          "'",
                                          "=",
                                          "|",
                                          "^n"};
    std::uniform_int_distribution<std::size_t> which(0, pieces.size() - 1);
    std::uniform_int_distribution<int> how_many(1, 60);
    for (int round = 0; round < 2000; ++round) {
        std::string text;
        for (int i = how_many(chance); i > 0; --i) text += pieces[which(chance)];
        auto occurrence = a_day();
        occurrence.title.vi = Line::parse(text, 2000).value();
        if (occurrence.title.vi.empty()) continue;
        occurrence.place = Line::parse(text, 2000).value();
        const auto octets = feed(a_head(), bare(), {revision(occurrence)});
        CAPTURE(text);
        const Component calendar(icalparser_parse_string(octets.c_str()));
        REQUIRE(calendar);
        REQUIRE(icalcomponent_count_components(calendar.get(), ICAL_ANY_COMPONENT) == 1);
        auto* event = icalcomponent_get_first_component(calendar.get(), ICAL_VEVENT_COMPONENT);
        REQUIRE(icalcomponent_get_summary(event) == occurrence.title.vi.str());
        REQUIRE(icalcomponent_get_location(event) == occurrence.place.str());
        REQUIRE(icalcomponent_count_components(event, ICAL_ANY_COMPONENT) == 0);
    }
}

TEST_CASE("the same revisions give the same octets") {
    const std::vector revisions{revision(a_day("a")), revision(a_day("b"))};
    CHECK(feed(a_head(), bare(), revisions) == feed(a_head(), bare(), revisions));
}
