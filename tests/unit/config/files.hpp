// Files for the reader of configurations: from memory, or from a folder of the source tree.
// In: names and texts. Out: FileReader; faults as a person compares them.
#pragma once

#include "config/load.hpp"
#include "support/source_file.hpp"

#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace nhaclich::config {

inline std::string read_text(const std::string& path) {
    const std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    if (file) text << file.rdbuf();
    return text.str();
}

inline std::string source(const std::string& path) { return read_text(source_file(path)); }

using Files = std::map<std::string, std::string>;

/// The reader refers to `files`; the n-th file was saved n seconds after the epoch.
inline FileReader reader(const Files& files) {
    return [&files](const std::string& path) -> Result<FileText> {
        const auto found = files.find(path);
        if (found == files.end()) return fail("file.unreadable"_msg, {{"path", path}});
        const auto age = std::distance(files.begin(), found) + 1;
        return FileText{found->second, Instant{std::chrono::seconds{age}}};
    };
}

inline std::string rendered(const Error& error) {
    std::ostringstream text;
    const auto where = error.where.value_or(Where{});
    text << where.file << ':' << where.line << ':' << where.column << ": " << error.id.key;
    const char* separator = " {";
    for (const auto& arg : error.args) {
        text << separator << arg.name << '=' << arg.value;
        separator = ", ";
    }
    if (!error.args.empty()) text << '}';
    return text.str();
}

inline std::string rendered(const std::vector<Error>& errors) {
    std::string text;
    for (const auto& error : errors) text += rendered(error) + "\n";
    return text;
}

/// The faults of these files, rendered; "" if there are none.
inline std::string faults_of(const Files& files, const std::string& settings = "nhaclich.toml") {
    const auto loaded = load(settings, reader(files));
    return loaded ? std::string() : rendered(loaded.error());
}

/// A small configuration without a fault, for tests that change a part of it.
inline Files sound_files() {
    Files files;
    for (const std::string name : {"nhaclich.toml", "plan.toml", "members.toml", "holidays.toml"})
        files[name] = source("tests/data/faults/base/" + name);
    return files;
}

/// `text` with the only `before` in it replaced; throws if there is none.
inline std::string replaced(std::string text, const std::string& before, const std::string& after) {
    return text.replace(text.find(before), before.size(), after);
}

}  // namespace nhaclich::config
