#include "reminder/endpoint.hpp"

#include "reminder/unreached.hpp"

#include <algorithm>
#include <iterator>

namespace nhaclich::reminder {

namespace {

constexpr std::string_view of_closed = "endpoint ";
constexpr std::string_view of_failing = "failing ";

/// A week without anything to send is no week of failures.
constexpr int failures_at_least = 5;

bool is_given_up(const Endpoint& endpoint, const plan::Reminding& reminding) {
    if (endpoint.closed) return false;
    const auto patience = reminding.disable_after.find(endpoint.channel);
    if (patience == reminding.disable_after.end() || patience->second.count() == 0) return false;
    return endpoint.failures >= failures_at_least &&
           endpoint.last_failure - endpoint.failing_since >= patience->second;
}

/// Longer than a server takes to start again.
bool is_worth_a_word(const Endpoint& endpoint) {
    constexpr std::chrono::minutes patience{15};
    constexpr int failures = 3;
    return endpoint.failures >= failures &&
           endpoint.last_failure - endpoint.failing_since >= patience;
}

/// To each standing member by each channel but the one it is about.
void tell(Schedule& schedule, std::string_view beginning, const Endpoint& endpoint, Instant since,
          Instant now, Agenda& agenda) {
    constexpr std::chrono::days of_use{14};
    const auto& sources = schedule.sources();
    const Matter matter{{own_entry(), sources.zone.day_of(now)},
                        std::string(beginning) + endpoint.channel.str() + " " + iso(since),
                        now,
                        now + of_use,
                        now};
    std::vector<Delivery> words;
    tell_standing(sources, schedule.records(), matter, words, agenda.unsent);
    std::erase_if(words,
                  [&](const Delivery& word) { return word.key.channel == endpoint.channel; });
    std::ranges::move(words, std::back_inserter(agenda.deliveries));
}

}  // namespace

bool needs_answer(const Endpoint& endpoint, const plan::Reminding& reminding) {
    if (endpoint.closed) return !endpoint.told;
    return is_given_up(endpoint, reminding) || (!endpoint.warned && is_worth_a_word(endpoint));
}

void answer_endpoints(Schedule& schedule, const std::vector<Endpoint>& endpoints, Instant now,
                      Agenda& agenda) {
    const auto& reminding = schedule.sources().reminding;
    for (const auto& endpoint : endpoints) {
        if (!needs_answer(endpoint, reminding)) continue;
        const auto& channel = endpoint.channel;
        const bool closes = is_given_up(endpoint, reminding);
        if (closes) agenda.endpoints_closed.push_back(channel);
        if (closes || endpoint.closed) {
            tell(schedule, of_closed, endpoint, endpoint.closed.value_or(now), now, agenda);
            agenda.endpoints_told.push_back(channel);
        } else {
            tell(schedule, of_failing, endpoint, endpoint.failing_since, now, agenda);
            agenda.endpoints_warned.push_back(channel);
        }
    }
}

std::optional<EndpointWord> endpoint_word(const std::string& rule) {
    const bool fails = rule.starts_with(of_failing);
    if (!fails && !rule.starts_with(of_closed)) return std::nullopt;
    const auto begin = (fails ? of_failing : of_closed).size();
    const auto end = std::min(rule.find(' ', begin), rule.size());
    const auto since = parse_iso_instant(rule.substr(std::min(end + 1, rule.size())));
    if (!since) return std::nullopt;
    return EndpointWord{rule.substr(begin, end - begin), *since};
}

}  // namespace nhaclich::reminder
