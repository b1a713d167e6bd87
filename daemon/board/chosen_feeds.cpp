#include "board/chosen_feeds.hpp"

#include "board/alarms.hpp"
#include "board/feed_words.hpp"
#include "icalendar/jcal.hpp"
#include "message/catalogue.hpp"

#include <algorithm>
#include <utility>

namespace nhaclich::board {

using plan::Occurrence;
using std::chrono::seconds;

namespace {

/// A few milliseconds' work.
constexpr int written_at_once = 16;

bool names(const std::vector<GroupId>& groups, const GroupId& group) {
    return std::ranges::find(groups, group) != groups.end();
}

/// As a calendar with alarms shows it: they have a stamp of their own.
plan::Revision stamped(plan::Revision revision) {
    if (revision.aside)
        revision.last_modified = std::max(revision.last_modified, revision.aside->alarms_changed);
    return revision;
}

}  // namespace

ChosenFeeds::ChosenFeeds(const Board& board, std::size_t kept_at_most)
    : board_(board),
      sources_(board.sources()),
      audience_(sources_, records_),
      kept_at_most_(kept_at_most) {
    auto all = planned_events(board);
    events_.reserve(all.size());
    for (auto& event : all) events_.push_back({std::move(event)});
}

bool ChosenFeeds::concerns(const Occurrence& occurrence, const GroupId& group) {
    const auto& members = audience_.members_of({group});
    if (!members.empty())
        return std::ranges::any_of(members, [&](const plan::Member* member) {
            return audience_.concerns(*member, occurrence);
        });
    return names(occurrence.audience, group) || names(occurrence.owed_by, group) ||
           names(occurrence.submit_to, group);
}

bool ChosenFeeds::wants(const Event& event, const FeedChoice& choice) {
    const auto& revision = event.shown.revision;
    const auto& planned = event.shown.planned;
    const auto& published = revision->occurrence;
    if (!choice.kinds.empty() && !choice.kinds.contains(published.kind)) return false;
    if (!choice.group) return true;
    if (planned) return concerns(*planned, *choice.group);
    return !revision->aside ||
           concerns(as_planned_last(published, *revision->aside), *choice.group);
}

std::vector<seconds> ChosenFeeds::alarms(const Event& event, const FeedChoice& choice) const {
    const auto* planned = event.shown.alarms;
    if (!choice.alarms || planned == nullptr || !planned->rings.now) return {};
    std::vector<Instant> reminders;
    for (const auto& slot : planned->reminders)
        if (slot.to.empty() || (choice.group && names(slot.to, *choice.group)))
            reminders.push_back(slot.due);
    auto alarms =
        alarms_at(reminders, plan::start_of(event.shown.revision->occurrence, sources_.zone));
    keep_nearest(alarms);
    return alarms;
}

Line ChosenFeeds::name(const FeedChoice& choice) const {
    const auto& board = board_.configuration().settings.feed.name.in(choice.language);
    if (!choice.group) return board;
    const auto* group = sources_.people.find(*choice.group);
    if (group == nullptr) return board;
    const auto& words = message::Catalogue::builtin(choice.language);
    const auto named = Line::parse(
        words.text("feed.name.group"_msg,
                   {{"calendar", board.str()}, {"group", group->title.in(choice.language).str()}}));
    return named.value_or(board);
}

ChosenFeeds::Making ChosenFeeds::begin(FeedChoice choice, Form form) {
    if (std::exchange(full_, false)) {
        for (auto& event : events_) event.blocks = {};
        kept_ = 0;
    }
    return {*this, std::move(choice), form};
}

ChosenFeeds::Making::Making(ChosenFeeds& feeds, FeedChoice choice, Form form)
    : feeds_(feeds),
      choice_(std::move(choice)),
      form_(form),
      head_(feeds.board_.feed_head(choice_.language)),
      words_(feed_language(choice_.language, feeds.board_.zone())) {
    icalendar::TimedDays timed;
    for (auto& event : feeds_.events_) {
        if (!feeds_.wants(event, choice_)) continue;
        timed.add(event.shown.revision->occurrence, head_.zone);
        events_.push_back(&event);
    }
    head_.name = feeds_.name(choice_);
    octets_ = form_ == Form::jcal ? icalendar::jcal_opening(head_, timed.days(head_))
                                  : icalendar::feed_opening(head_, timed.days(head_));
}

std::string ChosenFeeds::Making::written(const Event& event,
                                         const std::vector<seconds>& alarms) const {
    const auto& revision = *event.shown.revision;
    const icalendar::Own own{alarms, {}, {}};
    const auto write = form_ == Form::jcal ? &icalendar::jcal_event : &icalendar::event_block;
    return choice_.alarms ? write(head_, words_, stamped(revision), own)
                          : write(head_, words_, revision, own);
}

bool ChosenFeeds::Making::add(Event& event) {
    auto alarms = feeds_.alarms(event, choice_);
    const auto known = std::ranges::find_if(event.blocks, [&](const Block& block) {
        return block.form == form_ && block.language == choice_.language &&
               block.alarms == choice_.alarms && block.alarms_at == alarms;
    });
    if (form_ == Form::jcal) icalendar::separate_jcal(octets_);
    if (known != event.blocks.end()) {
        octets_ += known->octets;
        return false;
    }
    auto block = written(event, alarms);
    octets_ += block;
    const auto size = sizeof(Block) + block.size();
    feeds_.full_ = feeds_.full_ || feeds_.kept_ + size > feeds_.kept_at_most_;
    if (feeds_.full_) return true;
    feeds_.kept_ += size;
    event.blocks.push_back(
        {form_, choice_.language, choice_.alarms, std::move(alarms), std::move(block)});
    return true;
}

bool ChosenFeeds::Making::go_on() {
    for (int written = 0; next_ < events_.size() && written < written_at_once; ++next_)
        if (add(*events_[next_])) ++written;
    return next_ < events_.size();
}

std::string ChosenFeeds::Making::octets() && {
    octets_ += form_ == Form::jcal ? icalendar::jcal_closing : icalendar::feed_closing;
    octets_.shrink_to_fit();
    return std::move(octets_);
}

}  // namespace nhaclich::board
