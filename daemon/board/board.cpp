#include "board/board.hpp"

#include "board/feed_words.hpp"
#include "board/load.hpp"
#include "config/colors.hpp"

#include <algorithm>

namespace nhaclich::board {

namespace {

/// Beyond its day: long enough for every phone to have struck it, and nobody asks any more.
constexpr std::chrono::weeks cancelled_stay{6};

DayRange years_around(Day today) {
    const int year = year_of(today);
    return {make_day(year - 1, 1, 1), make_day(year + 3, 1, 1)};
}

}  // namespace

Board::Board(config::Configuration configuration, const std::vector<plan::Revision>& published,
             Instant now, const reminder::Receipts& receipts)
    : configuration_(std::move(configuration)),
      templates_(board::templates(configuration_)),
      working_days_(configuration_.holidays),
      submissions_(reminder::submissions(receipts, configuration_.plan, configuration_.people,
                                         {working_days_, zone()})),
      today_(zone().day_of(now)),
      feed_window_(years_around(today_)),
      revisions_(revised(published, now)),
      feed_(icalendar::feed(feed_head(configuration_.settings.board.language),
                            feed_language(configuration_.settings.board.language, zone()),
                            revisions_.shown)) {}

plan::Revisions Board::revised(const std::vector<plan::Revision>& published, Instant now) {
    std::vector<icalendar::Reading> readings;
    for (const auto language : {plan::Language::vi, plan::Language::en})
        readings.push_back({feed_head(language), feed_language(language, zone())});
    const auto rules = sources();
    const plan::Edit edit{
        .planned = occurrences(feed_window_),
        .window = feed_window_,
        .zone = zone(),
        // A file saved "in the future" must not stamp events with a time that has not come.
        .at = std::min(configuration_.edited_at, now),
        .wording = [&](const plan::Occurrence& one) { return icalendar::wording(readings, one); },
        .alarms =
            [&](const plan::Occurrence& one) {
                const auto& planned =
                    alarms_.emplace(one.id, planned_alarms(one, rules, today_)).first->second;
                const Instant start = plan::start_of(one, zone());
                return plan::Alarms{planned.rings.now ? alarms_text(planned.reminders, start) : "",
                                    planned.rings.since};
            },
        .today = today_,
        .cancelled_since = today_ - cancelled_stay};
    return plan::revised(published, edit);
}

std::vector<plan::Revision> Board::history() const {
    auto all = revisions_.shown;
    all.insert(all.end(), revisions_.past.begin(), revisions_.past.end());
    return all;
}

reminder::Sources Board::sources() const {
    return {configuration_.plan,
            configuration_.people,
            working_days_,
            zone(),
            configuration_.settings.board.audience,
            configuration_.settings.reminders,
            submissions_};
}

std::vector<plan::Occurrence> Board::occurrences(const DayRange& range) const {
    return plan::occurrences(configuration_.plan, range, placing());
}

std::vector<message::CalendarPart> Board::calendar_parts(const std::vector<plan::OccurrenceId>& ids,
                                                         plan::Language language) const {
    using icalendar::Method;
    const auto head = feed_head(language);
    const auto words = feed_language(language, zone());
    std::vector<message::CalendarPart> parts;
    const auto add = [&](const std::vector<plan::Revision>& revisions, Method method) {
        parts.push_back(
            {std::string(code(method)), icalendar::part(head, words, revisions, method)});
    };
    std::vector<plan::Revision> published;
    for (const auto& revision : revisions_.shown) {
        if (std::ranges::find(ids, revision.occurrence.id) == ids.end()) continue;
        if (revision.occurrence.status == plan::Status::cancelled)
            add({revision}, Method::cancel);
        else
            published.push_back(revision);
    }
    if (!published.empty()) add(published, Method::publish);
    return parts;
}

std::string Board::one_event(std::string_view name, plan::Language language) const {
    const auto& domain = configuration_.settings.board.domain;
    const auto wanted = std::string(name) + '@' + domain;
    const auto found = std::ranges::find_if(revisions_.shown, [&](const plan::Revision& revision) {
        return icalendar::uid(revision.occurrence.id, domain) == wanted;
    });
    if (found == revisions_.shown.end()) return {};
    return icalendar::part(feed_head(language), feed_language(language, zone()), {*found},
                           icalendar::Method::publish);
}

icalendar::FeedHead Board::feed_head(plan::Language language) const {
    const auto& settings = configuration_.settings;
    return {.name = settings.feed.name.in(language),
            .description = configuration_.plan.title.in(language),
            .uid_domain = settings.board.domain,
            .zone = zone(),
            .refresh = settings.feed.refresh,
            .color = settings.feed.color,
            .rgb = std::string(config::rgb_of(settings.feed.color)),
            .base_url = base_url(),
            .language = language,
            .years = feed_window_};
}

}  // namespace nhaclich::board
