// The whole configuration, complete and checked.
#pragma once

#include "base/instant.hpp"
#include "calendar/holidays.hpp"
#include "config/settings.hpp"
#include "plan/people.hpp"
#include "plan/plan.hpp"

#include <string>
#include <vector>

namespace nhaclich::config {

struct Configuration {
    Settings settings;
    plan::Plan plan;
    plan::People people;
    calendar::Holidays holidays;
    Instant edited_at;               ///< when the newest of the files was saved
    std::vector<std::string> files;  ///< paths read, the settings file first
};

}  // namespace nhaclich::config
