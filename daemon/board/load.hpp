// A configuration that can be worked with: what its files say is sound, and its mails render.
// In: as config::load. Out: the same, or every fault.
#pragma once

#include "config/load.hpp"
#include "message/templates.hpp"

namespace nhaclich::board {

/// config::load, and then every kind of message is written once by the board's own templates.
tl::expected<config::Configuration, std::vector<Error>> load(const std::string& settings_path,
                                                             const config::FileReader& read);

/// Of a configuration that load() gave.
message::Templates templates(const config::Configuration& configuration);

}  // namespace nhaclich::board
