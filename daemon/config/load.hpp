// From files to a Configuration, or to every fault in them.
// In: the settings file's path and a way to read files (this room opens none).
// Out: all or the faults.
#pragma once

#include "config/configuration.hpp"

#include <functional>
#include <string>
#include <vector>

namespace nhaclich::config {

struct FileText {
    std::string text;
    Instant modified;
};
/// Reads a whole file; the error says why not.
using FileReader = std::function<Result<FileText>(const std::string& path)>;

/// The settings file names the others, relative to itself:
///   [files] plan = "plan.toml" (or a list, one a year)  members = "members.toml"  holidays =
///   "../holidays.toml" (default: the built-in one)
/// Unknown keys, wrong types, impossible values, unresolved references: all reported, in file
/// order.
tl::expected<Configuration, std::vector<Error>> load(const std::string& settings_path,
                                                     const FileReader& read);

/// The holidays of a board that names no file of its own.
calendar::Holidays builtin_holidays();

}  // namespace nhaclich::config
