// Several years' plans as one: a newer plan takes over from the older ones.
// In: the plans read. Out: one Plan whose entries say in which years they hold.
#pragma once

#include "config/configuration.hpp"
#include "config/faults.hpp"
#include "config/section.hpp"

#include <vector>

namespace nhaclich::config {

struct PlanOfYear {
    plan::Plan plan;
    Places places;
    Where where;  ///< where the settings name it
};

/// From the year of a newer plan on, recurring entries of an older one no longer hold, nor its
/// entries whose id the newer plan uses again; dated ones keep their day. Two plans of one year:
/// "config.plan-year-twice". An `after` that names no entry: "config.entry-unknown" or with
/// "-near"; entries that follow one another in a circle: "config.after-circle".
void merge(std::vector<PlanOfYear> plans, Configuration& configuration, Faults& faults);

}  // namespace nhaclich::config
