#include "config/plan_years.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace nhaclich::config {

namespace {

plan::EntryHead& head(plan::Entry& entry) {
    return std::visit([](auto& e) -> plan::EntryHead& { return e.head; }, entry);
}

bool recurs(const plan::Entry& entry) {
    const auto date = when(entry);
    const auto* own = date ? std::get_if<calendar::PlanDate>(&*date) : nullptr;
    return own == nullptr || calendar::recurs(*own);
}

/// What remains of an older plan's entries once the plan of `year` with these ids is in force.
void end_before(std::vector<plan::Entry>& entries, int year, const std::set<EntryId>& newer) {
    const Day last = make_day(year - 1, 12, 31);
    for (auto& entry : entries) {
        auto& own = head(entry);
        if (!recurs(entry) && !newer.contains(own.id)) continue;
        own.validity.until = std::min(own.validity.until.value_or(last), last);
    }
    std::erase_if(entries, [](const plan::Entry& entry) {
        const auto& validity = plan::head(entry).validity;
        return validity.until && *validity.until < validity.from;
    });
}

std::set<EntryId> ids_of(const plan::Plan& plan) {
    std::set<EntryId> ids;
    for (const auto& entry : plan.entries) ids.insert(plan::head(entry).id);
    return ids;
}

const plan::After* after_of(const std::optional<plan::When>& date) {
    return date ? std::get_if<plan::After>(&*date) : nullptr;
}

/// Which entry each follows.
std::map<EntryId, EntryId> followed(const plan::Plan& plan) {
    std::map<EntryId, EntryId> result;
    for (const auto& entry : plan.entries) {
        const auto date = when(entry);
        if (const auto* after = after_of(date))
            result.insert_or_assign(plan::head(entry).id, after->entry);
    }
    return result;
}

bool in_a_circle(const EntryId& start, const std::map<EntryId, EntryId>& followed) {
    auto at = followed.find(start);
    for (std::size_t steps = 0; at != followed.end() && steps <= followed.size(); ++steps) {
        if (at->second == start) return true;
        at = followed.find(at->second);
    }
    return false;
}

void check_followed(const plan::Plan& plan, const Places& places, Faults& faults) {
    const auto ids = ids_of(plan);
    std::vector<std::string> names;
    names.reserve(ids.size());
    for (const auto& id : ids) names.push_back(id.str());
    const auto links = followed(plan);
    for (const auto& [follower, base] : links) {
        const auto& where = places.entries.at(follower);
        if (in_a_circle(follower, links)) {
            faults.add({"config.after-circle"_msg, {{"id", follower.str()}}, where});
        } else if (!ids.contains(base)) {
            const auto near = nearest(base.str(), names);
            faults.add({near.empty() ? "config.entry-unknown"_msg : "config.entry-unknown-near"_msg,
                        {{"id", base.str()}, {"nearest", near}},
                        where});
        }
    }
}

}  // namespace

void merge(std::vector<PlanOfYear> plans, Configuration& configuration, Faults& faults) {
    if (plans.empty()) return;
    std::ranges::stable_sort(plans, {}, [](const PlanOfYear& p) { return p.plan.year; });
    auto& whole = configuration.plan;
    std::vector<plan::Entry> entries;
    for (auto& [plan, places, where] : plans) {
        if (!entries.empty() && plan.year == whole.year)
            faults.add(
                {"config.plan-year-twice"_msg, {{"year", std::to_string(plan.year)}}, where});
        end_before(entries, plan.year, ids_of(plan));
        std::ranges::move(plan.entries, std::back_inserter(entries));
        for (const auto& [id, place] : places.entries)
            configuration.places.entries.insert_or_assign(id, place);
        whole = std::move(plan);
    }
    whole.entries = std::move(entries);
    check_followed(whole, configuration.places, faults);
}

}  // namespace nhaclich::config
