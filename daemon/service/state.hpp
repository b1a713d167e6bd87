// The state directory, and what a daemon left in it for programs that only look.
// In: settings, environment. Out: a path; the published revisions.
#pragma once

#include "config/settings.hpp"
#include "plan/changes.hpp"

#include <string>
#include <vector>

namespace nhaclich::service {

/// As given, else the settings', else STATE_DIRECTORY (systemd.exec(5)), else XDG_STATE_HOME or
/// ~/.local/state with "/nhaclich" behind it.
std::string state_directory(const std::string& given, const config::Settings& settings);

/// What was published from this state directory; nothing published yet is an empty list, not an
/// error.
Result<std::vector<plan::Revision>> published_revisions(const std::string& state_directory);

}  // namespace nhaclich::service
