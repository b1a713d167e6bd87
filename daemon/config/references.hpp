// Names one place uses and another gives: groups, units, channels; checked when all are read.
// In: each use with its place, then what there is.
// Out: a fault for every name that nothing has.
#pragma once

#include "config/faults.hpp"
#include "config/settings.hpp"
#include "plan/people.hpp"

#include <vector>

namespace nhaclich::config {

class References {
  public:
    void use(const GroupId& id, Where where) { groups_.push_back({id.str(), std::move(where)}); }
    void use(const UnitId& id, Where where) { units_.push_back({id.str(), std::move(where)}); }
    void use(const ChannelId& id, Where where) {
        channels_.push_back({id.str(), std::move(where)});
    }

    /// "config.group-unknown", "config.unit-unknown", "config.channel-unknown", or the same with
    /// "-near" and the nearest name there is.
    void check(const plan::People& people, const std::vector<WebhookSettings>& webhooks,
               Faults& faults) const;

  private:
    struct Use {
        std::string name;
        Where where;
    };
    std::vector<Use> groups_;
    std::vector<Use> units_;
    std::vector<Use> channels_;
};

}  // namespace nhaclich::config
