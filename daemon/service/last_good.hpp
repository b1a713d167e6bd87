// The files of the last sound configuration, kept beside the database: a faulty edit must not keep
// the daemon from starting again after a power cut, with nobody there to see why.
// In: the settings' path, the state directory. Out: configurations.
#pragma once

#include "config/load.hpp"

#include <optional>
#include <string>
#include <system_error>
#include <vector>

namespace nhaclich::service {

using Loaded = tl::expected<config::Configuration, std::vector<Error>>;

class LastGood {
  public:
    LastGood(const std::string& settings_path, std::string state_directory);

    /// The files as they are now, or every fault in them.
    Loaded load();
    /// Writes down the files of which the last load() was made, unless they stand there already.
    std::error_code keep();
    /// Whether the state directory was given, and so is the right one whatever the settings name.
    enum class Given { no, yes };
    /// The configuration that was kept under this path of settings. Nothing where there is none,
    /// this version of the program finds faults in it, or its settings name another state
    /// directory.
    std::optional<config::Configuration> kept(Given given) const;

  private:
    std::string settings_path_;
    std::string state_directory_;
    std::string path_;
    std::string read_;  ///< the files of the last load(), as they are kept
};

}  // namespace nhaclich::service
