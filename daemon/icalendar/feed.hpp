// Revisions as an iCalendar object (RFC 5545, 7986) that every phone shows right.
// In: revisions with their stamps. Out: octets; the same revisions give the same octets.
#pragma once

#include "calendar/zone.hpp"
#include "plan/changes.hpp"

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace nhaclich::icalendar {

/// When an occurrence rings, from its start on (negative = before it), in whole minutes.
using Alarms = std::function<std::vector<std::chrono::seconds>(const plan::Occurrence&)>;

/// What the calendar says of itself.
struct FeedHead {
    Line name;
    Line description;
    std::string uid_domain;
    calendar::Zone zone;
    std::chrono::minutes refresh{360};
    std::string color;     ///< CSS3 name (RFC 7986 5.9)
    std::string base_url;  ///< public address without a trailing "/"; empty = no URL
    plan::Language language = plan::Language::vi;
    Alarms alarms{};  ///< none unless set: most calendars drop a publisher's alarms, the rest annoy
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

/// All revisions, METHOD:PUBLISH.
std::string feed(const FeedHead&, const FeedLanguage&, const std::vector<plan::Revision>&);

/// RFC 5546: what is, or what is called off.
enum class Method { publish, cancel };
std::string_view code(Method method);  ///< "PUBLISH", "CANCEL"

/// Some occurrences as the calendar part of a mail; CANCEL takes one (RFC 5546 3.2.5). Same UIDs
/// and stamps as in the feed.
std::string part(const FeedHead&, const FeedLanguage&, const std::vector<plan::Revision>&, Method);

/// "quoc-te-phu-nu-20260308@lich.example.org": the entry and the date the plan names, for ever.
std::string uid(const plan::OccurrenceId&, const std::string& uid_domain);

}  // namespace nhaclich::icalendar
