#include "reminder/due.hpp"

#include "reminder/audience.hpp"
#include "reminder/late.hpp"

#include <algorithm>
#include <set>

namespace nhaclich::reminder {

namespace {

constexpr std::chrono::days horizon{366};
/// Farther than any rule reaches (plan/rule.hpp), holidays between included.
constexpr std::chrono::days reach{800};

/// Calls `visit(occurrence, rule, due)` for every rule of a confirmed occurrence due in the window.
template <class Visit>
void for_each_due(const Sources& sources, const DueWindow& window, Visit visit) {
    const DayRange near{sources.zone.day_of(window.after) - reach,
                        sources.zone.day_of(window.until) + reach};
    const plan::Placing placing{sources.working_days, sources.zone};
    for (const auto& occurrence : plan::occurrences(sources.plan, near, placing)) {
        if (occurrence.status == plan::Status::cancelled) continue;
        for (const auto& rule : rules_of(occurrence, sources)) {
            const auto due = due_instant(rule, occurrence, sources.working_days, sources.zone);
            if (due && window.contains(*due)) visit(occurrence, rule, *due);
        }
    }
}

}  // namespace

const std::vector<plan::Rule>& rules_of(const plan::Occurrence& occurrence,
                                        const Sources& sources) {
    static const std::vector<plan::Rule> none;
    if (occurrence.remind) return *occurrence.remind;
    const auto defaults = sources.default_rules.find(occurrence.kind);
    return defaults == sources.default_rules.end() ? none : defaults->second;
}

std::vector<Delivery> deliveries(const Sources& sources, const DueWindow& window) {
    std::vector<Delivery> result;
    std::set<DeliveryKey> seen;
    for_each_due(sources, window,
                 [&](const plan::Occurrence& occurrence, const plan::Rule& rule, Instant due) {
                     const Instant useful = useful_until(occurrence, sources.zone);
                     const auto rule_key = rule.key();
                     for (const auto* reader : audience(rule, occurrence, sources)) {
                         for (const auto& [channel, address] : reader->addresses) {
                             DeliveryKey key{occurrence.id, rule_key, reader->id, channel};
                             if (seen.insert(key).second)
                                 result.push_back({std::move(key), due, useful});
                         }
                     }
                 });
    std::ranges::sort(result, {}, [](const Delivery& d) { return std::tie(d.due, d.key); });
    return result;
}

std::optional<Instant> next_due(const Sources& sources, Instant now) {
    std::optional<Instant> next;
    for_each_due(sources, {now, now + horizon},
                 [&](const plan::Occurrence&, const plan::Rule&, Instant due) {
                     next = std::min(next.value_or(due), due);
                 });
    return next;
}

}  // namespace nhaclich::reminder
