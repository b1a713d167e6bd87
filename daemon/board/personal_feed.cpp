#include "board/personal_feed.hpp"

#include "board/feed_words.hpp"
#include "message/catalogue.hpp"

#include <algorithm>
#include <array>

namespace nhaclich::board {

namespace {

/// Blocks in common kept at most, in octets.
constexpr std::size_t blocks_at_most = std::size_t{16} << 20U;

/// Before alarms that are not shown, as their time has not come or is over.
constexpr std::string_view unheard = " ~";

std::string as_text(const icalendar::Own& own, const icalendar::FeedLanguage& words,
                    plan::Language language, bool rings) {
    std::string text(plan::code(language));
    text += ' ' + own.title;
    if (!rings && !own.alarms.empty()) text += unheard;
    for (const auto alarm : own.alarms) text += ' ' + std::to_string(alarm.count());
    for (const auto& line : own.lines) text += '\n' + line;
    // The words around the title may be others in a later version.
    if (!own.title.empty()) text += '\n' + words.text(own.title, {{"title", ""}});
    return text;
}

std::string heard(std::string own) {
    const auto at = own.find(unheard);
    if (at < own.find('\n')) own.erase(at, unheard.size());
    return own;
}

std::string without_alarms(std::string own) {
    const auto title = own.find(' ') + 1;
    const auto alarms = own.find(' ', title);
    const auto lines = std::min(own.find('\n'), own.size());
    if (alarms < lines) own.erase(alarms, lines - alarms);
    return own;
}

bool is_silent(const std::string& own) {
    const bool mute = heard(own) != own;
    return mute || without_alarms(own) == own;
}

/// What is shown now, after what was shown before. `of_time`: when mere time, or the plan, last
/// changed when it rings, the same for every reader.
Shown next(const Shown* before, std::string own, Instant of_time, const plan::Revision& revision,
           Instant now) {
    constexpr std::chrono::seconds one{1};
    if (before == nullptr) return {std::move(own), 0, of_time};
    if (before->own == own)
        return {std::move(own), before->changes, std::max(before->changed, of_time)};
    // RFC 5545 3.8.7.4: an alarm makes no new version of an event for those it is sent to.
    const bool anew = without_alarms(before->own) != without_alarms(own);
    if (!anew && is_silent(before->own) && is_silent(own))
        return {std::move(own), before->changes, std::max(before->changed, of_time)};
    const Instant last = std::max(revision.last_modified, before->changed);
    const bool by_others = !anew && (of_time > before->changed || heard(before->own) == heard(own));
    return {std::move(own), before->changes + (anew ? 1 : 0),
            std::max(by_others ? of_time : now, last + one)};
}

plan::Revision stamped(plan::Revision revision, const Shown& shown) {
    revision.sequence += shown.changes;
    revision.last_modified = std::max(revision.last_modified, shown.changed);
    return revision;
}

Instant alarms_changed(const PlannedEvent& event) {
    const auto& aside = event.revision->aside;
    return aside ? aside->alarms_changed : Instant{};
}

/// Longer than for others where he wants to be reminded earlier or later than they.
Ringing ringing_for(const icalendar::Own& own, const PlannedEvent& event, const Board& board) {
    const auto& alarms = own.alarms;
    if (alarms.empty()) return {};
    const auto& all = event.alarms->alarms;
    const bool as_others =
        !all.empty() && alarms.front() >= all.front() && alarms.back() <= all.back();
    return as_others ? event.alarms->rings
                     : ringing(*event.planned, alarms, board.today(), board.zone());
}

Line name_of(const Line& board, plan::Language language) {
    const auto& words = message::Catalogue::builtin(language);
    return Line::parse(words.text("feed.name.own"_msg, {{"calendar", board.str()}}))
        .value_or(board);
}

using Blocks = std::vector<const std::string*>;

/// One piece of memory of the right size: thousands of calendars are asked for at seven o'clock.
PersonalCalendar joined(const std::string& opening, const Blocks& own, const Blocks& common) {
    std::size_t size = opening.size() + icalendar::feed_closing.size();
    for (const auto* blocks : {&own, &common})
        for (const auto* block : *blocks) size += block->size();
    PersonalCalendar calendar;
    auto& octets = calendar.octets;
    octets.reserve(size);
    octets += opening;
    for (const auto* block : own) octets += *block;
    calendar.own = octets.size();
    for (const auto* block : common) octets += *block;
    octets += icalendar::feed_closing;
    return calendar;
}

/// Told otherwise than to others, or at another time.
bool is_of_the_reader(const icalendar::Own& own, const Shown& shown, Instant of_time) {
    return !own.title.empty() || !own.lines.empty() || shown.changes > 0 ||
           shown.changed != of_time;
}

}  // namespace

struct PersonalFeeds::Calendar {
    plan::Language language = plan::Language::vi;
    icalendar::FeedHead head;
    icalendar::FeedLanguage words;
};

PersonalFeeds::PersonalFeeds(std::shared_ptr<const Board> board,
                             std::shared_ptr<const reminder::Records> records)
    : board_(std::move(board)),
      records_(std::move(records)),
      sources_(board_->sources()),
      parts_(sources_, *records_),
      events_(planned_events(*board_)) {
    for (const auto& member : sources_.people.members) members_.emplace(member.id, &member);
}

/// What is called off by being taken out of the plan stays, struck, where it was seen.
bool PersonalFeeds::belongs(const PlannedEvent& event, const plan::Member& member,
                            const PersonalChoice& choice, const ShownEvents& shown) {
    const auto& occurrence = event.revision->occurrence;
    if (!choice.kinds.empty() && !choice.kinds.contains(occurrence.kind)) return false;
    if (!event.planned) return shown.contains(occurrence.id);
    return parts_.concerns(member, *event.planned);
}

const std::string& PersonalFeeds::block(const PlannedEvent& event, const Shown& shown,
                                        const icalendar::Own& own, const Calendar& calendar) {
    const auto& id = event.revision->occurrence.id;
    key_.assign(id.entry.str());
    const std::array<std::int64_t, 3> numbers{id.nominal.time_since_epoch().count(), shown.changes,
                                              shown.changed.time_since_epoch().count()};
    for (const auto number : numbers) key_.append(1, ' ').append(std::to_string(number));
    key_.append(1, ' ').append(shown.own);
    const auto known = blocks_.find(key_);
    if (known != blocks_.end()) return known->second;
    auto octets =
        icalendar::event_block(calendar.head, calendar.words, stamped(*event.revision, shown), own);
    blocks_size_ += key_.size() + octets.size();
    return blocks_.emplace(key_, std::move(octets)).first->second;
}

std::optional<PersonalCalendar> PersonalFeeds::feed(const PersonalChoice& choice,
                                                    ShownEvents& shown, Instant now) {
    const auto found = members_.find(choice.member);
    if (found == members_.end()) return std::nullopt;
    const auto* member = found->second;
    const auto language =
        choice.language.value_or(records_->of(member->id).language.value_or(member->language));
    Calendar calendar{language, board_->feed_head(language),
                      feed_language(language, board_->zone())};
    calendar.head.name = name_of(calendar.head.name, language);
    if (blocks_size_ > blocks_at_most) {
        blocks_.clear();
        blocks_size_ = 0;
    }
    icalendar::TimedDays timed;
    Blocks readers_own;
    Blocks common;
    common.reserve(events_.size());
    ShownEvents showing;
    for (const auto& event : events_) {
        if (!belongs(event, *member, choice, shown)) continue;
        const auto& occurrence = event.revision->occurrence;
        icalendar::Own own;
        if (event.planned) own = parts_.of(*member, event, calendar.words, language);
        if (!choice.alarms) own.alarms.clear();
        const auto rings = ringing_for(own, event, *board_);
        const Instant of_time =
            own.alarms.empty() ? Instant{} : std::max(rings.since, alarms_changed(event));
        const auto before = shown.find(occurrence.id);
        auto now_shown =
            next(before == shown.end() ? nullptr : &before->second,
                 as_text(own, calendar.words, language, rings.now), of_time, *event.revision, now);
        if (!rings.now) own.alarms.clear();
        auto& among = is_of_the_reader(own, now_shown, of_time) ? readers_own : common;
        among.push_back(&block(event, now_shown, own, calendar));
        timed.add(occurrence, board_->zone());
        showing.emplace_hint(showing.end(), occurrence.id, std::move(now_shown));
    }
    // What the calendar no longer shows may come back: its stamps must not go backwards then.
    for (auto& [id, before] : shown)
        if (board_->feed_window().contains(id.nominal)) showing.try_emplace(id, std::move(before));
    shown = std::move(showing);
    return joined(icalendar::feed_opening(calendar.head, timed.days(calendar.head)), readers_own,
                  common);
}

}  // namespace nhaclich::board
