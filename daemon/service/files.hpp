// Reading configuration files from disk, for rooms that must not open any.
// In: a path. Out: its text and when it was saved, or why not.
#pragma once

#include "config/load.hpp"

#include <string>

namespace nhaclich::service {

/// At most 4 MiB of a regular file: "file.unreadable", "file.too-large".
Result<config::FileText> read_file(const std::string& path);

}  // namespace nhaclich::service
