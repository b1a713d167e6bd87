// Any plan, members, holidays and settings files are a configuration or faults, each with a place.
// The input is up to four files, divided by lines of "%%": plan, members, settings, holidays; an
// empty one stands for the file in corpus/usual.
#include "config/load.hpp"
#include "support/source_file.hpp"

#include <array>
#include <cstdlib>
#include <fstream>
#include <sstream>

using namespace nhaclich;

namespace {

constexpr std::array names{"plan.toml", "members.toml", "nhaclich.toml", "holidays.toml"};

std::string usual(const std::string& name) {
    std::ifstream in(source_file("tests/fuzz/corpus/usual/" + name));
    std::ostringstream text;
    text << in.rdbuf();
    if (text.str().empty()) std::abort();
    return text.str();
}

std::map<std::string, std::string> files_of(std::string_view input) {
    static const std::map<std::string, std::string> usual_files = [] {
        std::map<std::string, std::string> read;
        for (const auto* name : names) read[name] = usual(name);
        return read;
    }();
    constexpr std::string_view divider = "%%\n";
    auto files = usual_files;
    for (const auto* name : names) {
        const auto end = std::min(input.find(divider), input.size());
        if (end > 0) files[name] = input.substr(0, end);
        input.remove_prefix(std::min(end + divider.size(), input.size()));
    }
    return files;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto files = files_of({reinterpret_cast<const char*>(data), size});
    const auto read = [&](const std::string& path) -> Result<config::FileText> {
        const auto found = files.find(path);
        if (found == files.end()) return fail("file.unreadable"_msg, {{"path", path}});
        return config::FileText{found->second, Instant{}};
    };
    const auto loaded = config::load("nhaclich.toml", read);
    if (loaded) return 0;
    const bool nothing_replaced = size == 0;
    if (nothing_replaced || loaded.error().empty()) std::abort();
    for (const auto& error : loaded.error())
        if (!error.where || error.where->file.empty()) std::abort();
    return 0;
}
