#include "reminder/endpoint.hpp"

#include "reminder/unreached.hpp"

#include <algorithm>
#include <iterator>

namespace nhaclich::reminder {

namespace {

constexpr std::string_view beginning = "endpoint ";

/// A week without anything to send is no week of failures.
constexpr int failures_at_least = 5;

bool is_given_up(const Endpoint& endpoint, const plan::Reminding& reminding) {
    const auto patience = reminding.disable_after.find(endpoint.channel);
    if (patience == reminding.disable_after.end() || patience->second.count() == 0) return false;
    return endpoint.failures >= failures_at_least &&
           endpoint.last_failure - endpoint.failing_since >= patience->second;
}

}  // namespace

void answer_endpoints(Schedule& schedule, const std::vector<Endpoint>& endpoints, Instant now,
                      Agenda& agenda) {
    constexpr std::chrono::days of_use{14};
    const auto& sources = schedule.sources();
    for (const auto& endpoint : endpoints) {
        const bool closes = !endpoint.closed && is_given_up(endpoint, sources.reminding);
        if (closes) agenda.endpoints_closed.push_back(endpoint.channel);
        if (endpoint.told || !(closes || endpoint.closed)) continue;
        std::vector<Delivery> words;
        tell_standing(sources, schedule.records(),
                      {{own_entry(), sources.zone.day_of(now)},
                       std::string(beginning) + endpoint.channel.str() + " " +
                           iso(endpoint.closed.value_or(now)),
                       now,
                       now + of_use,
                       now},
                      words, agenda.unsent);
        std::erase_if(words,
                      [&](const Delivery& word) { return word.key.channel == endpoint.channel; });
        std::ranges::move(words, std::back_inserter(agenda.deliveries));
        agenda.endpoints_told.push_back(endpoint.channel);
    }
}

std::string endpoint_of(const std::string& rule) {
    if (!rule.starts_with(beginning)) return {};
    return rule.substr(beginning.size(), rule.find(' ', beginning.size()) - beginning.size());
}

}  // namespace nhaclich::reminder
