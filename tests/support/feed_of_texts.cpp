// Prints a feed of random texts, as many as the argument says: three an event, as SUMMARY,
// DESCRIPTION and LOCATION. On standard error the texts, as JSON a line. Reads the feed
// back with libical first, and ends with 1 where a text came back as another.
#include "icalendar/feed.hpp"
#include "icalendar/ical.hpp"
#include "plan/entry_head.hpp"
#include "support/a_plan.hpp"

#include <array>
#include <boost/json.hpp>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

using namespace nhaclich;

namespace {

/// What has a meaning in iCalendar, what takes several octets, and anything else there is.
class Texts {
  public:
    std::string next() {
        while (true) {
            std::string text;
            for (int i = length_(chance_); i > 0; --i) text += piece();
            const auto line = Line::parse(text, 2000);
            if (line && !line->empty()) return line->str();
        }
    }

  private:
    std::string piece() {
        static constexpr std::array pieces{
            ";",   ",",   ":",          "\"",           "\\",    "\\n",
            "\\N", "\\;", "END:VEVENT", "BEGIN:VALARM", "ế",     "🎉",
            "a",   " ",   "  ",         "\xD7\xA9",     "Ngày ", "xxxxxxxxxxxxxxxxxxxxxxxx",
            "'",   "=",   "|",          "^n",           "%2C",   "&#44;",
            "<b>"};
        const auto which = which_(chance_);
        return which < pieces.size() ? pieces.at(which) : character();
    }
    std::string character() {
        const char32_t c = any_(chance_);
        const auto octet = [](char32_t bits) { return static_cast<char>(bits); };
        const auto more = [&](unsigned shift) { return octet(0x80U | ((c >> shift) & 0x3FU)); };
        if (c < 0x80) return {octet(c)};
        if (c < 0x800) return {octet(0xC0U | (c >> 6U)), more(0)};
        if (c < 0x10000) return {octet(0xE0U | (c >> 12U)), more(6), more(0)};
        return {octet(0xF0U | (c >> 18U)), more(12), more(6), more(0)};
    }

    std::mt19937 chance_{20261124};
    std::uniform_int_distribution<int> length_{1, 12};
    std::uniform_int_distribution<std::size_t> which_{0, 99};
    std::uniform_int_distribution<char32_t> any_{0x20, 0x1FAFF};
};

plan::Occurrence event_of(std::size_t number, const std::string& title, const std::string& place,
                          const std::string& description) {
    constexpr std::chrono::days one{1};
    const Day day = make_day(2026, 3, 8);
    auto occurrence = plan::occurrence_of(test::entry("e" + std::to_string(number)),
                                          plan::Kind::task, day, DayRange{day, day + one});
    occurrence.title.vi = Line::parse(title, 2000).value();
    occurrence.place = Line::parse(place, 2000).value();
    occurrence.description.vi = Prose::parse(description).value();
    return occurrence;
}

/// The texts of the feed in the order in which they stand there.
std::vector<std::string> by_libical(const std::string& octets) {
    std::vector<std::string> texts;
    const icalendar::Component calendar(icalparser_parse_string(octets.c_str()));
    for (auto* event = icalcomponent_get_first_component(calendar.get(), ICAL_VEVENT_COMPONENT);
         event != nullptr;
         event = icalcomponent_get_next_component(calendar.get(), ICAL_VEVENT_COMPONENT)) {
        texts.emplace_back(icalcomponent_get_summary(event));
        texts.emplace_back(icalcomponent_get_description(event));
        texts.emplace_back(icalcomponent_get_location(event));
    }
    return texts;
}

}  // namespace

int main(int count, char** words) {
    const auto wanted = count > 1 ? std::strtoul(words[1], nullptr, 10) : 0;
    Texts random;
    std::vector<std::string> texts;
    std::vector<plan::Revision> revisions;
    while (texts.size() < wanted) {
        const auto at = texts.size();
        texts.push_back(random.next());
        auto description = Prose::parse(random.next() + "\n" + random.next()).value().str();
        texts.push_back(description);
        texts.push_back(random.next());
        revisions.push_back(
            {event_of(at, texts[at], texts[at + 2], description), 0, Instant{}, Instant{}});
    }
    const icalendar::FeedLanguage words_of_feed{
        [](std::string_view, const Args&) { return std::string("x"); },
        [](Day) { return std::string{}; }, [](const plan::Occurrence&) { return std::string{}; }};
    const icalendar::FeedHead head{.name = Line::parse("Thử").value(),
                                   .description = {},
                                   .uid_domain = "lich.example.org",
                                   .zone = calendar::Zone::find("Asia/Ho_Chi_Minh").value(),
                                   .color = {},
                                   .base_url = {}};
    const auto octets = icalendar::feed(head, words_of_feed, revisions);
    const auto read = by_libical(octets);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (i < read.size() && read[i] == texts[i]) continue;
        std::fprintf(stderr, "written \"%s\"\nread    \"%s\"\n", texts[i].c_str(),
                     i < read.size() ? read[i].c_str() : "");
        return EXIT_FAILURE;
    }
    std::fwrite(octets.data(), 1, octets.size(), stdout);
    for (const auto& text : texts)
        std::fprintf(stderr, "%s\n", boost::json::serialize(boost::json::string(text)).c_str());
    return EXIT_SUCCESS;
}
