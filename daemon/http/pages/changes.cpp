#include "http/pages/changes.hpp"

#include "http/pages/page.hpp"
#include "icalendar/feed.hpp"

#include <algorithm>

namespace nhaclich::http {

namespace {

using message::Catalogue;
using plan::Revision;
using plan::Status;

std::string when(const plan::Occurrence& occurrence, const Reader& reader, const Catalogue& words) {
    if (occurrence.due) return words.day(*occurrence.due);
    const Day first = plan::first_day(occurrence, reader.zone);
    if (const auto* timed = std::get_if<plan::Timed>(&occurrence.span))
        return message::clock_time(timed->start, reader.zone) + ", " + words.day(first);
    const Day last = plan::last_day(occurrence, reader.zone);
    return first == last ? words.day(first) : words.span({first, last + std::chrono::days{1}});
}

MessageId title_phrase(const Revision& revision) {
    if (revision.occurrence.status == Status::cancelled) return "changes.cancelled"_msg;
    return revision.created == revision.last_modified ? "changes.new"_msg : "changes.changed"_msg;
}

message::Values entry(const Revision& revision, const ChangesInput& input, const Catalogue& words) {
    const auto& occurrence = revision.occurrence;
    const auto uid = icalendar::uid(occurrence.id, input.uid_domain);
    const auto name = uid.substr(0, uid.find('@'));
    const auto title = occurrence.title.in(input.reader.language).str();
    auto summary = when(occurrence, input.reader, words);
    if (!occurrence.place.empty()) summary += "; " + occurrence.place.str();
    return {{"name", name},
            {"state", iso(revision.last_modified)},
            {"title", words.text(title_phrase(revision), {{"title", title}})},
            {"published", iso(revision.created)},
            {"updated", iso(revision.last_modified)},
            {"event", input.base_url + "/event/" + name + ".ics" + input.event_query},
            {"summary", std::move(summary)}};
}

/// The newest first; of those changed together, as the calendar has them.
std::vector<Revision> newest(std::vector<Revision> revisions) {
    constexpr std::size_t shown = 50;
    std::ranges::stable_sort(revisions, std::ranges::greater{}, &Revision::last_modified);
    if (revisions.size() > shown)
        revisions.erase(revisions.begin() + static_cast<std::ptrdiff_t>(shown), revisions.end());
    return revisions;
}

}  // namespace

std::string changes_feed(const ChangesInput& input) {
    const auto& words = Catalogue::builtin(input.reader.language);
    const auto shown = newest(input.revisions);
    message::Value::Rows entries;
    for (const auto& revision : shown) entries.push_back(entry(revision, input, words));
    const Instant updated = shown.empty() ? Instant{} : shown.front().last_modified;
    return page_text("changes", {{"language", std::string(plan::code(input.reader.language))},
                                 {"domain", input.uid_domain},
                                 {"calendar", input.calendar},
                                 {"subtitle", words.text("changes.subtitle"_msg)},
                                 {"updated", iso(updated)},
                                 {"self", input.base_url + input.address},
                                 {"page", input.base_url + "/"},
                                 {"entries", std::move(entries)}});
}

}  // namespace nhaclich::http
