// The project's own files, read as text, for tests about how they are written.
// In: paths below the source directory. Out: files, and views of them without comments or strings.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace nhaclich::tidy {

struct File {
    std::string path;  ///< from the source directory: "daemon/base/text.cpp"
    std::string text;
    /// "base" of daemon/base/text.cpp; empty outside daemon/.
    std::string room() const;
    bool header() const { return path.ends_with(".hpp"); }
};

/// A fault as a compiler would print it: "path:line: what is wrong, and what to do instead".
using Faults = std::vector<std::string>;
std::string fault(const File& file, std::size_t offset, std::string_view what);

/// Every file below `directory` that ends so, sorted by path.
std::vector<File> files(std::string_view directory, const std::vector<std::string_view>& endings);
/// .cpp and .hpp below daemon/.
const std::vector<File>& daemon_sources();
/// .cpp and .hpp below daemon/ and tests/.
const std::vector<File>& all_sources();

/// The same text with comments blanked, offsets kept.
std::string without_comments(std::string_view code);
/// The same text with comments, strings and character literals blanked, offsets kept.
std::string bare_code(std::string_view code);
/// What stands between the quotes of each string literal, raw ones included.
std::vector<std::string> string_literals(std::string_view code);

std::vector<std::string_view> lines(std::string_view text);

}  // namespace nhaclich::tidy
