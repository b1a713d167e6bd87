// Revisions as an iCalendar object (RFC 5545, 7986) that every phone shows right.
// In: revisions with their stamps. Out: octets; the same revisions give the same octets.
#pragma once

#include "calendar/zone.hpp"
#include "plan/changes.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace nhaclich::icalendar {

/// What the calendar says of itself.
struct FeedHead {
    Line name;
    Prose description;
    std::string uid_domain;
    const calendar::Zone& zone;
    std::chrono::minutes refresh{360};
    std::string color;
    std::string base_url;  ///< for URL and links in descriptions; empty = none
    plan::Language language = plan::Language::vi;
};

/// Words the feed puts around titles, from the catalogue ("Hạn {title}", "ĐÃ HỦY: {title}").
struct FeedWords {
    std::string deadline;      ///< "Hạn: {title}"
    std::string cancelled;     ///< "ĐÃ HỦY: {title}"
    std::string section;       ///< "Mục {section} của kế hoạch"
    std::string nominal_before;  ///< "Kế hoạch ghi: trước ngày {day}"
    std::string nominal_by;
    std::string shifted;       ///< "chuyển từ {day} vì là {reason}"
    std::string weekend;       ///< "ngày nghỉ cuối tuần"
};

std::string feed(const FeedHead&, const FeedWords&, const std::vector<plan::Revision>&);

/// One occurrence with METHOD:PUBLISH, as the calendar part of a mail. Same UID and stamps as in the feed.
std::string single(const FeedHead&, const FeedWords&, const plan::Revision&);

/// "quoc-te-phu-nu-20260308@lich.example.org"
std::string uid(const plan::OccurrenceId&, const std::string& uid_domain);

}  // namespace nhaclich::icalendar
