#include "reminder/slot.hpp"

#include "reminder/late.hpp"
#include "reminder/quiet.hpp"

#include <algorithm>

namespace nhaclich::reminder {

namespace {

using std::chrono::days;

class Slots {
  public:
    Slots(const plan::Occurrence& occurrence, const Sources& sources, const Records& records)
        : occurrence_(occurrence),
          sources_(sources),
          records_(records),
          useful_until_(useful_until(occurrence, sources)) {}

    std::vector<Slot> all() {
        for (const auto& rule : rules_of(occurrence_, sources_))
            by_rule(rule, rule.key(), Purpose::reminder, std::nullopt);
        for (const auto& [member, chosen] : records_.preferences)
            if (chosen.offsets)
                for (const auto& rule : *chosen.offsets)
                    by_rule(rule, rule.key(), Purpose::reminder, member);
        if (occurrence_.needs_receipt()) chase();
        return std::move(slots_);
    }

  private:
    void add(Instant due, std::string rule, Purpose purpose, std::vector<GroupId> to,
             std::optional<MemberId> only = std::nullopt) {
        const Rest rest = rest_of(sources_);
        if (due < useful_until_ && allowed_from(due, rest) >= useful_until_)
            due = allowed_until(due, rest);
        slots_.push_back({due, std::move(rule), purpose, std::move(to), std::move(only), {}, -1});
    }

    void by_rule(const plan::Rule& rule, std::string key, Purpose purpose,
                 std::optional<MemberId> only) {
        if (const auto due = due_instant(rule, occurrence_, sources_.working_days, sources_.zone))
            add(*due, std::move(key), purpose, rule.to, std::move(only));
    }

    void chase() {
        for (const auto& rule :
             occurrence_.summary ? *occurrence_.summary : sources_.reminding.summary)
            by_rule(rule, "summary " + rule.key(), Purpose::summary, std::nullopt);
        if (missing(records_.receipts, occurrence_, sources_.people).empty()) return;
        const auto& overdue =
            occurrence_.overdue ? *occurrence_.overdue : sources_.reminding.overdue;
        if (overdue.nag) nag(*overdue.nag);
        for (const auto& step : overdue.escalate)
            add(at(later(due_day(), step.after, step.working), step.hour),
                "escalation " + step.to.str() + " " + step.when(), Purpose::escalation, {step.to});
    }

    void nag(const plan::Nag& nag) {
        const Day last = due_day() + sources_.reminding.chase;
        for (Day day = later(due_day(), nag.every, nag.working); day <= last;
             day = later(day, nag.every, nag.working))
            add(at(day, nag.hour), "nag " + iso(day), Purpose::nag, {});
    }

    Day due_day() const { return occurrence_.due.value_or(last_day(occurrence_, sources_.zone)); }
    Day later(Day day, int count, bool working) const {
        return working ? sources_.working_days.plus(day, count) : day + days{count};
    }
    Instant at(Day day, LocalHour hour) const { return sources_.zone.instant_of(day, hour); }

    const plan::Occurrence& occurrence_;
    const Sources& sources_;
    const Records& records_;
    Instant useful_until_;
    std::vector<Slot> slots_;
};

}  // namespace

const std::vector<plan::Rule>& rules_of(const plan::Occurrence& occurrence,
                                        const Sources& sources) {
    static const std::vector<plan::Rule> none;
    if (occurrence.remind) return *occurrence.remind;
    const auto defaults = sources.reminding.defaults.find(occurrence.kind);
    return defaults == sources.reminding.defaults.end() ? none : defaults->second;
}

std::vector<Slot> slots_of(const plan::Occurrence& occurrence, const Sources& sources,
                           const Records& records) {
    if (occurrence.status == plan::Status::cancelled) return {};
    return Slots(occurrence, sources, records).all();
}

}  // namespace nhaclich::reminder
