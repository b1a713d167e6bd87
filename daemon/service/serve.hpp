// The daemon: wires rooms to the world and runs until SIGTERM.
// In: settings path, state directory. Out: an exit status.
#pragma once

#include "message/catalogue.hpp"

#include <string>

namespace nhaclich::service {

struct ServeOptions {
    std::string settings_path;
    std::string state_directory;  ///< "" = see state.hpp
};

enum class Served { stopped, wrong_input, could_not_run };

/// Faults go to `complain`, the banner to `announce`.
struct Voices {
    const message::Catalogue& words;
    std::function<void(const std::vector<Error>&)> complain;
    std::function<void(const std::string&)> announce;
};

Served serve(const ServeOptions& options, const Voices& voices);

}  // namespace nhaclich::service
