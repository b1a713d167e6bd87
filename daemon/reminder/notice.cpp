#include "reminder/notice.hpp"

#include "reminder/addressing.hpp"
#include "reminder/late.hpp"

#include <algorithm>

namespace nhaclich::reminder {

namespace {

using plan::Occurrence;
using std::chrono::days;

/// Farther than any rule reaches back, so that what comes in sight by the passing of time has
/// nothing to remind of yet and is no news.
constexpr days in_sight{430};
constexpr days remembered{31};
/// When it is to begin that soon there is no time for second thoughts.
constexpr std::chrono::hours soon{3};

DayRange to_come(const Sources& sources, Instant now) {
    const Day today = sources.zone.day_of(now);
    return {today, today + in_sight};
}

std::map<plan::OccurrenceId, Occurrence> coming(const Sources& sources, Instant now) {
    std::map<plan::OccurrenceId, Occurrence> result;
    for (auto& one : plan::occurrences(sources.plan, to_come(sources, now), sources.placing()))
        result.emplace(one.id, std::move(one));
    return result;
}

/// The wall clock counts: a new zone database moves no meeting.
bool same_time(const plan::Span& a, const plan::Span& b) {
    const auto* one = std::get_if<plan::Timed>(&a);
    const auto* other = std::get_if<plan::Timed>(&b);
    if (one == nullptr || other == nullptr || one->zone != other->zone) return a == b;
    const auto zone = calendar::Zone::find(one->zone);
    if (!zone) return a == b;
    return zone->local(one->start) == zone->local(other->start) &&
           zone->local(one->end) == zone->local(other->end);
}

Instant over(const Occurrence& occurrence, const calendar::Zone& zone) {
    return std::max(end_of(occurrence, zone), start_of(occurrence, zone));
}

bool is_over(const Occurrence& occurrence, const Sources& sources, Instant now) {
    return over(occurrence, sources.zone) <= now;
}

/// Nothing to come of it, neither as it is nor as its readers think it is.
bool is_past(const Occurrence& known, const Occurrence& occurrence, const Sources& sources,
             Instant now) {
    const bool awaited = known.status == plan::Status::confirmed && !is_over(known, sources, now);
    return !awaited && is_over(occurrence, sources, now);
}

/// As it was, but called off.
Occurrence called_off(Occurrence occurrence) {
    occurrence.status = plan::Status::cancelled;
    return occurrence;
}

Occurrence now_planned(const Sources& sources, const Announced& before,
                       std::map<plan::OccurrenceId, Occurrence>& coming) {
    const auto found = coming.find(before.occurrence.id);
    if (found != coming.end()) {
        auto occurrence = std::move(found->second);
        coming.erase(found);
        return occurrence;
    }
    // Moved out of sight, or gone.
    auto elsewhere = plan::find_occurrence(sources.plan, before.occurrence.id, sources.placing());
    return elsewhere ? std::move(*elsewhere) : called_off(before.occurrence);
}

/// What the one that is gone became: new on another day, or there again; of the same year first, so
/// that a yearly date moved after its day this year is not told as moved by a year.
std::vector<Changed>::iterator successor(const Changed& gone, std::vector<Changed>& added) {
    const auto follows = [&](const Changed& fresh) {
        return fresh.now.id.entry == gone.now.id.entry && fresh.change == Change::added;
    };
    const auto year = ymd(gone.now.id.nominal).year();
    const auto match = std::ranges::find_if(added, [&](const Changed& fresh) {
        return follows(fresh) && ymd(fresh.now.id.nominal).year() == year;
    });
    return match != added.end() ? match : std::ranges::find_if(added, follows);
}

/// Gone from one day and new on another, or there again, is moved, as far as one goes with the
/// other.
void pair_up(std::vector<Changed>& gone, std::vector<Changed>& added, const Sources& sources,
             std::vector<Changed>& result) {
    for (auto& old : gone) {
        const auto match = successor(old, added);
        const bool still_planned =
            plan::find_occurrence(sources.plan, old.now.id, sources.placing()).has_value();
        if (match == added.end() || still_planned) {
            result.push_back(std::move(old));
            continue;
        }
        match->before = std::move(old.before);
        match->change = Change::moved;
        match->number = std::max(match->number, old.number);
    }
    std::ranges::move(added, std::back_inserter(result));
}

class Notices {
  public:
    Notices(const Sources& sources, const Records& records, const Told& told, Instant now,
            Agenda& agenda)
        : sources_(sources),
          records_(records),
          told_(told),
          now_(now),
          agenda_(agenda),
          audience_(sources, records),
          addressing_(sources, records) {}

    void tell(const Changed& changed) {
        const auto past = past_slots(changed.now);
        const bool everybody = !past.empty() || is_near(changed);
        for (const auto* member : audience_.concerned(changed.now)) {
            if (!(everybody || knows(*member, changed)) ||
                !audience_.wants(*member, changed.now.kind) || done(*member, changed.now))
                continue;
            if (tell(changed, *member))
                cover(past, *member, changed.now);
            else
                catch_up(changed, past, *member);
        }
    }

  private:
    /// Of the occurrence as it was or as it is, or will by a notice that waits.
    bool knows(const plan::Member& member, const Changed& changed) const {
        const auto told = [&](const plan::OccurrenceId& id) {
            const auto found = told_.told.find(id);
            return found != told_.told.end() && found->second.contains(member.id);
        };
        return told(changed.now.id) ||
               (changed.before && (told(changed.before->id) ||
                                   known_till_then(member, changed.before->id) != nullptr)) ||
               off_instead(member, changed.now.id) != nullptr;
    }

    static const std::optional<Occurrence>* find(const Told::Known& known,
                                                 const plan::Member& member,
                                                 const plan::OccurrenceId& id) {
        const auto those = known.find(id);
        if (those == known.end()) return nullptr;
        const auto found = those->second.find(member.id);
        return found == those->second.end() ? nullptr : &found->second;
    }

    /// What the member knows as long as a notice of `id` is on its way.
    const std::optional<Occurrence>* known_till_then(const plan::Member& member,
                                                     const plan::OccurrenceId& id) const {
        return find(told_.waiting, member, id);
    }

    /// What the member knows as long as a notice is on its way that it did not become `id`.
    const std::optional<Occurrence>* off_instead(const plan::Member& member,
                                                 const plan::OccurrenceId& id) const {
        return find(told_.off_instead, member, id);
    }

    /// What the member knows of something planned on its day only now.
    const std::optional<Occurrence>* known_elsewhere(const plan::Member& member,
                                                     const Changed& changed) const {
        const bool from_elsewhere = changed.before && changed.before->id != changed.now.id;
        if (changed.change != Change::added && !from_elsewhere) return nullptr;
        if (const auto* off = off_instead(member, changed.now.id)) return off;
        return from_elsewhere ? known_till_then(member, changed.before->id) : nullptr;
    }

    /// False where the plan is again as the member knows it.
    bool tell(const Changed& changed, const plan::Member& member) {
        if (const auto* known = known_till_then(member, changed.now.id)) {
            if (is_given_up(changed, *known)) return tell_gone(changed, **known, member);
            // The notice that waits says how it is when it goes out.
            return change(*known, changed.now).has_value();
        }
        const auto* known = known_elsewhere(member, changed);
        if (known == nullptr) {
            address(matter_of(changed), member);
            return true;
        }
        const auto what = change(*known, changed.now);
        if (what) address(matter_of({*known, changed.now, *what, changed.number}), member);
        return what.has_value();
    }

    void address(const Matter& matter, const plan::Member& member) {
        addressing_.address(matter, member, matter.due, agenda_.deliveries, agenda_.unsent);
    }

    /// It was to move to a day that is given up, and to no other.
    bool is_given_up(const Changed& changed, const std::optional<Occurrence>& known) const {
        return changed.change == Change::cancelled && known && known->id != changed.now.id &&
               !plan::find_occurrence(sources_.plan, changed.now.id, sources_.placing());
    }

    /// The notice that waits is of a day the member never heard of: another says that the day he
    /// knows is off. Its rule names the other day, whose numbers are not those of this one.
    bool tell_gone(const Changed& changed, const Occurrence& known, const plan::Member& member) {
        if (off_instead(member, changed.now.id) != nullptr) return true;
        const Changed gone{known, called_off(known), Change::cancelled, changed.number};
        auto matter = matter_of(gone);
        matter.rule += " " + iso(changed.now.id.nominal);
        address(matter, member);
        return true;
    }

    /// What fell due while the plan said otherwise: nothing planned it, and no notice tells of it.
    /// The first start sends no past.
    void catch_up(const Changed& changed, const std::vector<Slot>& past,
                  const plan::Member& member) {
        for (const auto& slot : past) {
            if (slot.due <= agenda_.first_start || !was_to_come(slot, changed)) continue;
            const auto readers = audience_.readers(slot, changed.now);
            if (std::ranges::find(readers, &member) == readers.end()) continue;
            addressing_.address(
                {changed.now.id, slot.rule, slot.due, useful_until(changed.now, sources_),
                 start_of(changed.now, sources_.zone)},
                member, now_, agenda_.deliveries, agenda_.unsent);
        }
    }

    bool was_to_come(const Slot& slot, const Changed& changed) const {
        constexpr days longest_wait{1};
        if (!changed.before) return false;
        if (changed.before->status == plan::Status::cancelled)
            return slot.due > now_ - longest_wait;
        const auto announced = slots_of(*changed.before, sources_, records_);
        return std::ranges::any_of(announced, [&](const Slot& other) {
            return other.rule == slot.rule && other.due > now_;
        });
    }

    bool is_near(const Changed& changed) const {
        const Day last = sources_.zone.day_of(now_) + sources_.reminding.notices.horizon;
        const auto near = [&](const Occurrence& occurrence) {
            return first_day(occurrence, sources_.zone) <= last;
        };
        return near(changed.now) || (changed.before && near(*changed.before));
    }

    /// Who was told of it may be on the way.
    bool is_awaited(const Occurrence& before) const {
        return before.status == plan::Status::confirmed && !is_over(before, sources_, now_) &&
               start_of(before, sources_.zone) - now_ < soon;
    }

    Matter matter_of(const Changed& changed) const {
        const auto& zone = sources_.zone;
        const Instant event = start_of(changed.now, zone);
        const bool hurry = event - now_ < soon || (changed.before && is_awaited(*changed.before));
        Instant useful = over(changed.now, zone);
        if (changed.change == Change::moved && changed.before)
            useful = std::max(useful, over(*changed.before, zone));
        return {changed.now.id,
                "notice " + std::to_string(changed.number),
                hurry ? now_ : now_ + sources_.reminding.notices.delay,
                useful,
                event,
                changed.before};
    }

    /// Reminders that would have gone out already.
    std::vector<Slot> past_slots(const Occurrence& occurrence) const {
        auto slots = slots_of(occurrence, sources_, records_);
        std::erase_if(slots, [&](const Slot& slot) {
            return slot.purpose != Purpose::reminder || slot.due > now_;
        });
        return slots;
    }

    void cover(const std::vector<Slot>& past, const plan::Member& member,
               const Occurrence& occurrence) {
        for (const auto& slot : past) {
            const auto readers = audience_.readers(slot, occurrence);
            if (std::ranges::find(readers, &member) == readers.end()) continue;
            for (auto& channel : channels_of(member, records_.of(member.id))) {
                Delivery covered{{occurrence.id, slot.rule, member.id, std::move(channel)},
                                 slot.due,
                                 useful_until(occurrence, sources_),
                                 slot.due,
                                 start_of(occurrence, sources_.zone)};
                std::erase_if(agenda_.deliveries,
                              [&](const Delivery& other) { return other.key == covered.key; });
                agenda_.unsent.push_back({std::move(covered), "cancelled.noticed"_msg});
            }
        }
    }

    /// His units have reported, and nobody reports to him.
    bool done(const plan::Member& member, const Occurrence& occurrence) {
        if (!occurrence.needs_receipt()) return false;
        const auto& receivers = audience_.members_of(occurrence.submit_to);
        if (std::ranges::find(receivers, &member) != receivers.end()) return false;
        const auto units = missing(records_.receipts, occurrence, sources_.people);
        return std::ranges::none_of(units, [&](const plan::Owing& unit) {
            return std::ranges::find(unit.members, member.id) != unit.members.end();
        });
    }

    const Sources& sources_;
    const Records& records_;
    const Told& told_;
    Instant now_;
    Agenda& agenda_;
    Audience audience_;
    Addressing addressing_;
};

}  // namespace

std::optional<Change> change(const std::optional<Occurrence>& before, const Occurrence& now) {
    using plan::Status;
    const bool takes_place = now.status == Status::confirmed;
    const bool took_place = before && before->status == Status::confirmed;
    if (!took_place) return takes_place ? std::optional(Change::added) : std::nullopt;
    if (!takes_place) return Change::cancelled;
    const bool same = same_time(before->span, now.span) && before->due == now.due &&
                      before->place == now.place && before->link == now.link;
    return same ? std::nullopt : std::optional(Change::moved);
}

std::optional<Day> gone_from(std::string_view rule) {
    const auto day = parse_iso_day(rule.substr(rule.rfind(' ') + 1));
    return day ? std::optional(*day) : std::nullopt;
}

std::vector<Changed> changes(const Sources& sources, const std::vector<Announced>& announced,
                             Instant now) {
    std::vector<Changed> result;
    std::vector<Changed> gone;
    std::vector<Changed> added;
    auto planned = coming(sources, now);
    for (const auto& known : announced) {
        auto occurrence = now_planned(sources, known, planned);
        const auto what = change(known.occurrence, occurrence);
        if (!what || is_past(known.occurrence, occurrence, sources, now)) continue;
        Changed changed{known.occurrence, std::move(occurrence), *what, known.changes + 1};
        auto& such = *what == Change::cancelled ? gone : *what == Change::added ? added : result;
        such.push_back(std::move(changed));
    }
    for (auto& [id, occurrence] : planned)
        if (change(std::nullopt, occurrence) && !is_over(occurrence, sources, now))
            added.push_back({std::nullopt, std::move(occurrence), Change::added, 1});
    pair_up(gone, added, sources, result);
    return result;
}

void add_notices(const Sources& sources, const Records& records,
                 const std::vector<Changed>& changes, const Told& told, Instant now,
                 Agenda& agenda) {
    Notices notices(sources, records, told, now, agenda);
    for (const auto& changed : changes) notices.tell(changed);
}

std::vector<Announced> announced_now(const Sources& sources, const std::vector<Announced>& before,
                                     const std::vector<Changed>& changes, Instant now) {
    std::map<plan::OccurrenceId, Announced> result;
    for (const auto& known : before) result.emplace(known.occurrence.id, known);
    for (auto& [id, occurrence] : coming(sources, now)) {
        auto& known = result.try_emplace(id, Announced{occurrence, 0}).first->second;
        known.occurrence = std::move(occurrence);
    }
    for (const auto& changed : changes) {
        result.insert_or_assign(changed.now.id, Announced{changed.now, changed.number});
        if (changed.before && changed.before->id != changed.now.id)
            result.insert_or_assign(changed.before->id,
                                    Announced{called_off(*changed.before), changed.number});
    }
    const Day oldest = sources.zone.day_of(now) - remembered;
    std::vector<Announced> kept;
    for (auto& [id, known] : result)
        if (last_day(known.occurrence, sources.zone) >= oldest) kept.push_back(std::move(known));
    return kept;
}

}  // namespace nhaclich::reminder
