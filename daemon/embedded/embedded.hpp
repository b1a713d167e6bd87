// The default words, templates and assets, compiled into the program.
// In: a path below config/ ("words/vi.toml"). Out: its text, valid for the life of the program.
#pragma once

#include <span>
#include <string_view>

namespace nhaclich::embedded {

struct File {
    std::string_view path;
    std::string_view text;
};

std::span<const File> files();
/// Empty view if there is no such file.
std::string_view text(std::string_view path);

}  // namespace nhaclich::embedded
