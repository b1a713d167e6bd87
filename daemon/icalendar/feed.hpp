// Revisions as an iCalendar object (RFC 5545, 7986) that every phone shows right.
// In: revisions with their stamps. Out: octets; the same revisions give the same octets.
#pragma once

#include "calendar/zone.hpp"
#include "plan/changes.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nhaclich::icalendar {

/// What a reader's own calendar adds to an occurrence.
struct Own {
    /// When it rings, from its start on (negative = before it), in whole minutes.
    std::vector<std::chrono::seconds> alarms;
    /// The key of the words around the title, "feed.submitted"; "" = those of the public calendar.
    std::string title;
    std::vector<std::string> lines;  ///< of the description, behind those of the plan
};

/// What the calendar says of itself.
struct FeedHead {
    Line name;  ///< shown without "," ";" and "\"
    Line description;
    std::string uid_domain;
    calendar::Zone zone;
    std::chrono::minutes refresh{360};
    std::string color;     ///< CSS3 name (RFC 7986 5.9)
    std::string rgb{};     ///< the same as "#RRGGBB", for phones that read no names
    std::string base_url;  ///< public address without a trailing "/"; empty = no URL
    plan::Language language = plan::Language::vi;
    DayRange years{};  ///< the days it covers
};

/// The words the feed puts around the plan's texts: a key ("feed.deadline") and arguments become a
/// sentence.
using FeedWords = std::function<std::string(std::string_view key, const Args& args)>;
/// A day in words, as the reader's language writes it ("thứ Năm, ngày 04/6/2026").
using DayWords = std::function<std::string(Day day)>;

/// Why an occurrence lies elsewhere than the plan's words say, as a sentence.
using ShiftWords = std::function<std::string(const plan::Occurrence&)>;

struct FeedLanguage {
    FeedWords text;
    DayWords day;
    ShiftWords shift;
};

/// All revisions, METHOD:PUBLISH. Without alarms: most calendars drop a publisher's, the rest
/// annoy.
std::string feed(const FeedHead&, const FeedLanguage&, const std::vector<plan::Revision>&);

/// A feed in its parts, for whoever makes many that have most of their events in common:
/// feed_opening(…), one event_block(…) a revision in their order, feed_closing.
std::string feed_opening(const FeedHead&, const std::optional<DayRange>& timed);
std::string event_block(const FeedHead&, const FeedLanguage&, const plan::Revision&, const Own&);
inline constexpr std::string_view feed_closing = "END:VCALENDAR\r\n";

/// The days that timed revisions touch, which the time zone of a feed has to cover; nothing where
/// all are whole days. A feed of no events declares its zone, and so is a calendar still: for all
/// its years, as readers may keep a zone by its name (that of Saigon was another in 1970).
class TimedDays {
  public:
    void add(const plan::Occurrence&, const calendar::Zone&);
    std::optional<DayRange> days(const FeedHead& head) const;

  private:
    std::optional<DayRange> days_;
    bool any_ = false;
};

/// RFC 5546: what is, or what is called off.
enum class Method { publish, cancel };
std::string_view code(Method method);  ///< "PUBLISH", "CANCEL"

/// Some occurrences as the calendar part of a mail; CANCEL takes one (RFC 5546 3.2.5). Same UIDs
/// and stamps as in the feed.
std::string part(const FeedHead&, const FeedLanguage&, const std::vector<plan::Revision>&, Method);

/// A fingerprint of the words by which a feed of each language shows the occurrence.
struct Reading {
    FeedHead head;
    FeedLanguage words;
};
std::string wording(const std::vector<Reading>& languages, const plan::Occurrence& occurrence);

/// "quoc-te-phu-nu-20260308@lich.example.org": the entry and the date the plan names, for ever.
std::string uid(const plan::OccurrenceId&, const std::string& uid_domain);

}  // namespace nhaclich::icalendar
