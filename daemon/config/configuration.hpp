// The whole configuration, complete and checked.
// In: made by load.hpp.
// Out: settings, plan, people, holidays, and where each thing stands.
#pragma once

#include "base/instant.hpp"
#include "calendar/holidays.hpp"
#include "config/settings.hpp"
#include "plan/people.hpp"
#include "plan/plan.hpp"

#include <map>
#include <string>
#include <vector>

namespace nhaclich::config {

/// Where each thing stands in its file, for what is said about it after reading.
struct Places {
    std::map<EntryId, Where> entries;
    std::map<MemberId, Where> members;
    std::map<GroupId, Where> groups;
    std::map<UnitId, Where> units;
};

/// A mail template of the board's own, as it was read.
struct TemplateFile {
    std::string name;  ///< as the settings call it
    Where named;
    std::string path;
    std::string text;
};

struct Configuration {
    Settings settings;
    plan::Plan plan;
    plan::People people;
    calendar::Holidays holidays;
    std::vector<TemplateFile> templates;
    Places places;
    Instant edited_at;               ///< when the newest of the files was saved
    std::vector<std::string> files;  ///< paths read, the settings file first
};

}  // namespace nhaclich::config
