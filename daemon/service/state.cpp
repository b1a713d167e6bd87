#include "service/state.hpp"

#include <cstdlib>
#include <filesystem>

namespace nhaclich::service {

std::string state_directory(const std::string& given, const config::Settings& settings) {
    const bool named = given.empty() && !settings.state_directory.empty();
    return named ? settings.state_directory : state_directory(given);
}

std::string state_directory(const std::string& given) {
    const auto absolute = [](const std::string& path) {
        return std::filesystem::absolute(path).lexically_normal().string();
    };
    const auto variable = [](const char* name) {
        const char* value = std::getenv(name);
        return std::string(value == nullptr ? "" : value);
    };
    if (!given.empty()) return absolute(given);
    // systemd lists several directories separated by ":"; the unit names one.
    if (const auto path = variable("STATE_DIRECTORY"); !path.empty()) return absolute(path);
    if (const auto path = variable("XDG_STATE_HOME"); !path.empty())
        return absolute(path + "/nhaclich");
    return absolute(variable("HOME") + "/.local/state/nhaclich");
}

}  // namespace nhaclich::service
