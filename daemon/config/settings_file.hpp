// Reads the settings file: the board, the feed, the server, mail, webhooks, default rules.
// In: the top of the file.
// Out: Settings with the defaults of settings.hpp, and the names of the other files.
#pragma once

#include "config/references.hpp"
#include "config/section.hpp"
#include "config/settings.hpp"

#include <optional>

namespace nhaclich::config {

/// [files], as written.
struct FileNames {
    std::vector<Written> plans;  ///< one a year
    std::optional<Written> members;
    std::optional<Written> holidays;                         ///< nothing = the built-in ones
    std::vector<std::pair<std::string, Written>> templates;  ///< [templates]: name → file
};

struct SettingsFile {
    Settings settings;
    FileNames files;
};

/// Nothing only if the system has no zone database to take even the default zone from.
std::optional<SettingsFile> read_settings(Section& top, References& references);

}  // namespace nhaclich::config
