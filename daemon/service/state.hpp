// Where the daemon keeps its data.
// In: the command line, settings, environment. Out: an absolute path.
#pragma once

#include "config/settings.hpp"

#include <string>

namespace nhaclich::service {

/// As given, else the settings', else STATE_DIRECTORY (systemd.exec(5)), else XDG_STATE_HOME or
/// ~/.local/state with "/nhaclich" behind it.
std::string state_directory(const std::string& given, const config::Settings& settings);
/// Where the settings cannot be read.
std::string state_directory(const std::string& given);

}  // namespace nhaclich::service
