// Files on disk, for rooms that must not open any.
// In: a path. Out: its text and when it was saved, or why not; a text written.
#pragma once

#include "config/load.hpp"

#include <string>
#include <system_error>

namespace nhaclich::service {

/// At most 4 MiB of a regular file: "file.unreadable", "file.too-large".
Result<config::FileText> read_file(const std::string& path);

/// Written whole or not at all, for the owner's eyes only, and safe from a power cut.
std::error_code replace_file(const std::string& path, const std::string& text);

}  // namespace nhaclich::service
