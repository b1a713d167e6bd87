#include "tidy/source.hpp"

#include "support/source_file.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace nhaclich::tidy {

namespace {

enum class Part { code, comment, literal };

/// Calls `visit(part, first, end)` for each stretch of code, comment, or literal with its quotes.
template <class Visit>
void for_each_part(std::string_view code, Visit visit) {
    const auto end_of_quoted = [&](std::size_t at, char quote) {
        for (++at; at < code.size() && code[at] != quote; ++at)
            if (code[at] == '\\') ++at;
        return std::min(at + 1, code.size());
    };
    const auto after = [&](std::string_view mark, std::size_t from) {
        const auto found = code.find(mark, from);
        return found == std::string_view::npos ? code.size() : found + mark.size();
    };
    const auto digit_before = [&](std::size_t at) {  // 1'000'000
        return at > 0 && std::isxdigit(static_cast<unsigned char>(code[at - 1])) != 0;
    };
    std::size_t start = 0;
    for (std::size_t at = 0; at < code.size();) {
        const auto rest = code.substr(at);
        Part part = Part::literal;
        std::size_t end = at;
        if (rest.starts_with("//")) {
            part = Part::comment;
            end = std::min(code.find('\n', at), code.size());
        } else if (rest.starts_with("/*")) {
            part = Part::comment;
            end = after("*/", at);
        } else if (rest.starts_with("R\"")) {
            const auto name = rest.substr(2, rest.find('(') - 2);
            end = after(")" + std::string(name) + "\"", at);
        } else if (rest.front() == '"') {
            end = end_of_quoted(at, '"');
        } else if (rest.front() == '\'' && !digit_before(at)) {
            end = end_of_quoted(at, '\'');
        } else {
            ++at;
            continue;
        }
        visit(Part::code, start, at);
        visit(part, at, end);
        start = at = end;
    }
    visit(Part::code, start, code.size());
}

std::string blanked(std::string_view code, bool literals_too) {
    std::string result(code);
    for_each_part(code, [&](Part part, std::size_t first, std::size_t end) {
        if (part == Part::code || (part == Part::literal && !literals_too)) return;
        for (auto at = first; at < end; ++at)
            if (result[at] != '\n') result[at] = ' ';
    });
    return result;
}

std::vector<File> joined(std::vector<File> some, const std::vector<File>& more) {
    some.insert(some.end(), more.begin(), more.end());
    return some;
}

}  // namespace

std::string File::room() const {
    constexpr std::string_view root = "daemon/";
    if (!path.starts_with(root)) return {};
    const auto slash = path.find('/', root.size());
    return slash == std::string::npos ? "" : path.substr(root.size(), slash - root.size());
}

std::string fault(const File& file, std::size_t offset, std::string_view what) {
    const auto line = 1 + std::count(file.text.begin(),
                                     file.text.begin() + static_cast<std::ptrdiff_t>(offset), '\n');
    return file.path + ":" + std::to_string(line) + ": " + std::string(what);
}

std::vector<File> files(std::string_view directory, const std::vector<std::string_view>& endings) {
    namespace fs = std::filesystem;
    const fs::path root = source_file("");
    std::vector<File> result;
    if (!fs::exists(root / directory)) return result;
    for (const auto& entry : fs::recursive_directory_iterator(root / directory)) {
        const auto path = fs::relative(entry.path(), root).string();
        const auto matches = [&](std::string_view ending) { return path.ends_with(ending); };
        if (!entry.is_regular_file() || std::ranges::none_of(endings, matches)) continue;
        std::ifstream in(entry.path(), std::ios::binary);
        std::ostringstream text;
        text << in.rdbuf();
        if (!in) throw std::runtime_error("cannot read " + path);
        result.push_back({path, text.str()});
    }
    std::ranges::sort(result, {}, &File::path);
    return result;
}

const std::vector<File>& daemon_sources() {
    static const auto found = files("daemon", {".cpp", ".hpp"});
    return found;
}

const std::vector<File>& all_sources() {
    static const auto found = joined(daemon_sources(), files("tests", {".cpp", ".hpp"}));
    return found;
}

std::string without_comments(std::string_view code) { return blanked(code, false); }
std::string bare_code(std::string_view code) { return blanked(code, true); }

std::vector<std::string> string_literals(std::string_view code) {
    std::vector<std::string> result;
    for_each_part(code, [&](Part part, std::size_t first, std::size_t end) {
        const auto quoted = code.substr(first, end - first);
        if (part != Part::literal || quoted.front() == '\'') return;
        const auto open = quoted.find(quoted.front() == 'R' ? '(' : '"') + 1;
        const auto close = quoted.rfind(quoted.front() == 'R' ? ')' : '"');
        if (close >= open) result.emplace_back(quoted.substr(open, close - open));
    });
    return result;
}

std::vector<std::string_view> lines(std::string_view text) {
    std::vector<std::string_view> result;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        result.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return result;
}

}  // namespace nhaclich::tidy
