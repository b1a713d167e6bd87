// The daemon: wires rooms to the world and runs until SIGTERM.
// In: settings path, state directory. Out: whether it ran, or why not.
#pragma once

#include "base/error.hpp"
#include "message/catalogue.hpp"

#include <functional>
#include <string>
#include <vector>

namespace nhaclich::service {

struct ServeOptions {
    std::string settings_path;
    std::string state_directory;  ///< "" = see state.hpp
};

enum class Served { stopped, wrong_input, could_not_run };

/// How it speaks before it has a log, and to whoever started it by hand.
struct Voices {
    const message::Catalogue& words;
    std::function<void(const std::vector<Error>&)> complain;
    std::function<void(const std::string&)> announce;
};

/// Ends with `stopped` after SIGTERM or SIGINT.
Served serve(const ServeOptions& options, const Voices& voices);

}  // namespace nhaclich::service
