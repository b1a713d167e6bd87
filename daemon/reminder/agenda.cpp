#include "reminder/agenda.hpp"

#include "reminder/addressing.hpp"
#include "reminder/late.hpp"
#include "reminder/unreached.hpp"

#include <algorithm>
#include <map>

namespace nhaclich::reminder {

namespace {

using std::chrono::days;

/// A slot's matter: digests are of use while most of what they tell of is still to come.
Matter matter_of(const Schedule& schedule, const Slot& slot) {
    const auto& zone = schedule.sources().zone;
    if (slot.purpose == Purpose::digest) {
        constexpr days of_a_week{5};
        constexpr days of_a_month{20};
        const auto length = slot.rule == "weekly" ? of_a_week : of_a_month;
        return {{own_entry(), slot.day},
                slot.rule,
                slot.due,
                zone.instant_of(slot.day + length, LocalHour{}),
                slot.due};
    }
    const auto& occurrence = schedule.occurrence(slot);
    return {occurrence.id, slot.rule, slot.due, useful_until(occurrence, schedule.sources()),
            start_of(occurrence, zone)};
}

class Planner {
  public:
    Planner(Schedule& schedule, Instant now)
        : schedule_(schedule), addressing_(schedule.sources(), schedule.records()), now_(now) {}

    Agenda plan(const Facts& facts) {
        const Instant planned = std::min(facts.planned_until.value_or(now_), now_);
        result_.first_start = std::min(facts.first_start.value_or(planned), now_);
        const Instant from = std::max(planned, result_.first_start);
        const auto slots = schedule_.due_in({from, now_});
        for (auto slot = slots.begin(); slot != slots.end();) slot = plan_group(slot, slots.end());
        spread_the_backlog();
        answer_failures(schedule_, facts.failures, now_, result_);
        tell_of_suspensions(schedule_, facts.untold, now_, result_);
        result_.planned_until = now_;
        result_.next_wake = schedule_.next_after(now_).value_or(schedule_.window().until);
        return std::move(result_);
    }

  private:
    using Iterator = std::span<const Slot>::iterator;

    /// Slots with one identity, as two rules of the same offset for different groups, tell each
    /// member once.
    Iterator plan_group(Iterator slot, Iterator end) {
        const auto& first = *slot;
        std::vector<const plan::Member*> readers;
        for (; slot != end && slot->due == first.due && slot->occurrence == first.occurrence &&
               slot->rule == first.rule;
             ++slot)
            std::ranges::move(schedule_.readers(*slot), std::back_inserter(readers));
        std::ranges::sort(readers);
        const auto twice = std::ranges::unique(readers);
        readers.erase(twice.begin(), twice.end());
        const auto matter = matter_of(schedule_, first);
        const auto company = followers(first);
        for (const auto* reader : readers) {
            const auto found = company.find(reader);
            if (matter.useful_until <= now_)
                too_late(matter, *reader);
            else
                addressing_.address(
                    matter, *reader,
                    found != company.end() && can_wait(matter, *reader, found->second)
                        ? found->second
                        : first.due,
                    result_.deliveries, result_.unsent);
        }
        return slot;
    }

    /// Neither past its use nor into quiet hours that it would be spared alone.
    bool can_wait(const Matter& matter, const plan::Member& reader, Instant until) const {
        return until < matter.useful_until && addressing_.allowed(reader, until) == until;
    }

    void too_late(const Matter& matter, const plan::Member& reader) {
        for (auto& channel : channels_of(reader, schedule_.records().of(reader.id)))
            result_.unsent.push_back(
                {{{matter.occurrence, matter.rule, reader.id, std::move(channel)},
                  matter.due,
                  matter.useful_until,
                  matter.due,
                  matter.event},
                 "missed.too-late"_msg});
    }

    /// Who is told something else a few minutes later, and when: that goes out together.
    std::map<const plan::Member*, Instant> followers(const Slot& first) {
        std::map<const plan::Member*, Instant> result;
        const Instant until = first.due + schedule_.sources().reminding.together;
        for (const auto& slot : schedule_.due_in({first.due, until}))
            for (const auto* reader : schedule_.readers(slot)) result[reader] = slot.due;
        return result;
    }

    /// The nearest event first, each member's at one time, so that they become one message.
    void spread_the_backlog() {
        std::vector<Delivery*> late;
        for (auto& delivery : result_.deliveries)
            if (is_late(delivery, now_)) late.push_back(&delivery);
        std::ranges::sort(late, {}, [](const Delivery* d) { return std::tie(d->event, d->key); });
        std::map<MemberId, int> turns;
        const int pace = schedule_.sources().reminding.backlog_a_minute;
        for (auto* delivery : late) {
            const int turn = turns.try_emplace(delivery->key.member, static_cast<int>(turns.size()))
                                 .first->second;
            const Instant mine = now_ + std::chrono::seconds{60 * turn / pace};
            const auto* member = schedule_.sources().people.find(delivery->key.member);
            const Instant allowed = addressing_.allowed(*member, mine);
            if (allowed < delivery->useful_until)
                delivery->not_before = std::max(delivery->not_before, allowed);
        }
    }

    Schedule& schedule_;
    Addressing addressing_;
    Instant now_;
    Agenda result_;
};

}  // namespace

bool is_late(const Delivery& delivery, Instant now) { return now - delivery.due > late_after; }

std::vector<Delivery> expected(Schedule& schedule, const DueWindow& window) {
    std::vector<Delivery> result;
    Facts facts{window.after, {}};
    for (auto next = schedule.next_after(window.after); next && *next <= window.until;
         next = schedule.next_after(*next)) {
        auto planned = agenda(schedule, facts, *next);
        std::ranges::move(planned.deliveries, std::back_inserter(result));
        facts.planned_until = *next;
    }
    return result;
}

Agenda agenda(Schedule& schedule, const Facts& facts, Instant now) {
    return Planner(schedule, now).plan(facts);
}

}  // namespace nhaclich::reminder
