#include "board/chosen_feed.hpp"

#include "board/alarms.hpp"
#include "board/feed_words.hpp"
#include "message/catalogue.hpp"
#include "reminder/audience.hpp"

#include <algorithm>
#include <map>

namespace nhaclich::board {

namespace {

using plan::Occurrence;
using std::chrono::seconds;

class Choosing {
  public:
    Choosing(const Board& board, const FeedChoice& choice)
        : choice_(choice), sources_(board.sources()), audience_(sources_, records_) {
        for (auto& occurrence : board.occurrences(board.feed_window()))
            planned_.emplace(occurrence.id, std::move(occurrence));
    }

    bool wants(const plan::Revision& revision) {
        const auto& published = revision.occurrence;
        if (!choice_.kinds.empty() && !choice_.kinds.contains(published.kind)) return false;
        if (!choice_.group) return true;
        const auto planned = planned_.find(published.id);
        if (planned != planned_.end()) return concerns(planned->second);
        return !revision.aside || concerns(as_planned_last(published, *revision.aside));
    }

    /// As this calendar shows it: its alarms have a stamp of their own.
    plan::Revision stamped(plan::Revision revision) const {
        if (choice_.alarms && revision.aside)
            revision.last_modified =
                std::max(revision.last_modified, revision.aside->alarms_changed);
        return revision;
    }

    std::vector<seconds> alarms(const Occurrence& published) const {
        const auto planned = planned_.find(published.id);
        if (!choice_.alarms || planned == planned_.end()) return {};
        std::vector<Instant> reminders;
        for (const auto& slot : reminders_of(planned->second, sources_, records_))
            if (is_for_everybody(slot)) reminders.push_back(slot.due);
        return alarms_at(reminders, plan::start_of(published, sources_.zone));
    }

  private:
    static Occurrence as_planned_last(Occurrence published, const plan::Aside& aside) {
        published.audience = aside.audience;
        published.owed_by = aside.owed_by;
        published.submit_to = aside.submit_to;
        return published;
    }

    bool is_for_everybody(const reminder::Slot& slot) const {
        return slot.to.empty() ||
               (choice_.group && std::ranges::find(slot.to, *choice_.group) != slot.to.end());
    }

    bool concerns(const Occurrence& occurrence) {
        const auto& members = audience_.members_of({*choice_.group});
        const auto& concerned = audience_.concerned(occurrence);
        if (!members.empty())
            return std::ranges::any_of(members, [&](const plan::Member* member) {
                return std::ranges::find(concerned, member) != concerned.end();
            });
        const auto names = [&](const std::vector<GroupId>& groups) {
            return std::ranges::find(groups, *choice_.group) != groups.end();
        };
        return names(occurrence.audience) || names(occurrence.owed_by) ||
               names(occurrence.submit_to);
    }

    const FeedChoice& choice_;
    reminder::Sources sources_;
    reminder::Records records_;
    reminder::Audience audience_;
    std::map<plan::OccurrenceId, Occurrence> planned_;
};

/// The board's name, and whose calendar it is.
Line name_of(const Line& board, const Board& all, const FeedChoice& choice) {
    if (!choice.group) return board;
    const auto* group = all.configuration().people.find(*choice.group);
    if (group == nullptr) return board;
    const auto& words = message::Catalogue::builtin(choice.language);
    const auto named = Line::parse(
        words.text("feed.name.group"_msg,
                   {{"calendar", board.str()}, {"group", group->title.in(choice.language).str()}}));
    return named.value_or(board);
}

}  // namespace

std::string chosen_feed(const Board& board, const FeedChoice& choice) {
    Choosing choosing(board, choice);
    std::vector<plan::Revision> revisions;
    std::ranges::copy_if(board.revisions(), std::back_inserter(revisions),
                         [&](const plan::Revision& one) { return choosing.wants(one); });
    auto head = board.feed_head(choice.language);
    head.name = name_of(head.name, board, choice);
    const auto words = feed_language(choice.language, board.zone());
    icalendar::TimedDays timed;
    for (const auto& revision : revisions) timed.add(revision.occurrence, board.zone());
    auto octets = icalendar::feed_opening(head, timed.days());
    for (const auto& revision : revisions)
        octets += icalendar::event_block(head, words, choosing.stamped(revision),
                                         {choosing.alarms(revision.occurrence), {}, {}});
    octets += icalendar::feed_closing;
    return octets;
}

}  // namespace nhaclich::board
