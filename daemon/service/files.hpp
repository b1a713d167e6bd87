// Files on disk, for rooms that must not open any.
// In: a path. Out: its text and when it was saved, or why not; a text written.
#pragma once

#include "config/load.hpp"

#include <cstddef>
#include <string>
#include <system_error>

namespace nhaclich::service {

/// As much of a regular file as a person writes, or `largest` octets: "file.unreadable",
/// "file.too-large".
Result<config::FileText> read_file(const std::string& path);
Result<config::FileText> read_up_to(std::size_t largest, const std::string& path);

/// Written whole or not at all, for the owner's eyes only.
std::error_code replace_file(const std::string& path, const std::string& text);

}  // namespace nhaclich::service
