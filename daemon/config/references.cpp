#include "config/references.hpp"

#include <algorithm>

namespace nhaclich::config {

namespace {

template <class Things>
std::vector<std::string> names_of(const Things& things) {
    std::vector<std::string> names;
    names.reserve(things.size());
    for (const auto& thing : things) names.push_back(thing.id.str());
    return names;
}

template <class Uses>
void check_uses(const Uses& uses, const std::vector<std::string>& names, MessageId unknown,
                MessageId unknown_near, Faults& faults) {
    for (const auto& use : uses) {
        if (std::ranges::find(names, use.name) != names.end()) continue;
        const auto near = nearest(use.name, names);
        Args args{{"id", use.name}};
        if (!near.empty()) args.push_back({"nearest", near});
        faults.add({near.empty() ? unknown : unknown_near, std::move(args), use.where});
    }
}

}  // namespace

void References::check(const plan::People& people, const std::vector<WebhookSettings>& webhooks,
                       Faults& faults) const {
    check_uses(groups_, names_of(people.groups), "config.group-unknown"_msg,
               "config.group-unknown-near"_msg, faults);
    check_uses(units_, names_of(people.units), "config.unit-unknown"_msg,
               "config.unit-unknown-near"_msg, faults);
    check_uses(channels_, names_of(webhooks), "config.channel-unknown"_msg,
               "config.channel-unknown-near"_msg, faults);
}

}  // namespace nhaclich::config
