#include "board/board.hpp"

#include "board/feed_words.hpp"

#include <algorithm>

namespace nhaclich::board {

namespace {

DayRange years_around(Day today) {
    const int year = year_of(today);
    return {make_day(year - 1, 1, 1), make_day(year + 3, 1, 1)};
}

}  // namespace

Board::Board(config::Configuration configuration, const std::vector<plan::Revision>& published,
             Instant now)
    : configuration_(std::move(configuration)),
      working_days_(configuration_.holidays),
      feed_window_(years_around(zone().day_of(now))),
      // A file saved "in the future" must not stamp events with a time that has not come.
      revisions_(plan::revised(published, occurrences(feed_window_), feed_window_,
                               std::min(configuration_.edited_at, now))),
      feed_(icalendar::feed(feed_head(configuration_.settings.board.language),
                            feed_language(configuration_.settings.board.language, zone()),
                            revisions_)) {}

reminder::Sources Board::sources() const {
    return {configuration_.plan,
            configuration_.people,
            working_days_,
            zone(),
            configuration_.settings.board.audience,
            configuration_.settings.reminders.defaults};
}

std::vector<plan::Occurrence> Board::occurrences(const DayRange& range) const {
    return plan::occurrences(configuration_.plan, range, placing());
}

std::string Board::calendar_part(const plan::OccurrenceId& id, plan::Language language) const {
    const auto found = std::ranges::find_if(
        revisions_, [&](const plan::Revision& revision) { return revision.occurrence.id == id; });
    if (found == revisions_.end()) return {};
    return icalendar::single(feed_head(language), feed_language(language, zone()), *found);
}

icalendar::FeedHead Board::feed_head(plan::Language language) const {
    const auto& settings = configuration_.settings;
    return {.name = settings.feed.name.in(language),
            .description = configuration_.plan.title.in(language),
            .uid_domain = settings.board.domain,
            .zone = zone(),
            .refresh = settings.feed.refresh,
            .color = settings.feed.color,
            .base_url = base_url(),
            .language = language};
}

}  // namespace nhaclich::board
