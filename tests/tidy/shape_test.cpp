// Sizes and the form of headers. Function length is clang-tidy's (`make lint`): 70 lines.
#include "tidy/source.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace nhaclich::tidy;

namespace {

constexpr std::size_t lines_at_most = 400;
constexpr std::size_t lines_better = 300;
constexpr std::size_t columns_at_most = 100;
constexpr std::ptrdiff_t base_headers_at_most = 6;

std::size_t characters(std::string_view line) {
    return static_cast<std::size_t>(
        std::ranges::count_if(line, [](char c) { return (c & '\xC0') != '\x80'; }));
}

Faults too_long(const File& file) {
    Faults faults;
    const auto all = lines(file.text);
    if (all.size() > lines_at_most)
        faults.push_back(fault(file, file.text.size(),
                               "more than 400 lines: divide the file by what it decides"));
    for (const auto line : all)
        if (characters(line) > columns_at_most)
            faults.push_back(fault(file, static_cast<std::size_t>(line.data() - file.text.data()),
                                   "more than 100 columns: break the line"));
    return faults;
}

Faults unexplained(const File& header) {
    Faults faults;
    const auto all = lines(header.text);
    const auto comment = std::ranges::find_if_not(
        all, [](std::string_view line) { return line.starts_with("// "); });
    if (comment - all.begin() < 2)
        faults.push_back(
            fault(header, 0, "open with what it is for, what goes in, what comes out"));
    if (comment == all.end() || *comment != "#pragma once")
        faults.push_back(fault(header, 0, "#pragma once follows the opening comment"));
    return faults;
}

Faults of_all(const std::vector<File>& sources, Faults (*check)(const File&)) {
    Faults all;
    for (const auto& file : sources) std::ranges::copy(check(file), std::back_inserter(all));
    return all;
}

std::vector<File> headers() {
    auto found = daemon_sources();
    std::erase_if(found, [](const File& file) { return !file.header(); });
    return found;
}

std::ptrdiff_t base_headers(const std::vector<File>& sources) {
    return std::ranges::count_if(
        sources, [](const File& file) { return file.room() == "base" && file.header(); });
}

}  // namespace

TEST_CASE("no file is longer than 400 lines and no line wider than 100 characters") {
    const std::string wide = std::string(98, ' ') + "ế\xE1\xBA\xBFx\n";  // 101 characters
    CHECK(too_long({"a.cpp", "ok\n" + wide}) ==
          Faults{"a.cpp:2: more than 100 columns: break the line"});
    CHECK(too_long({"a.cpp", std::string(98, ' ') + "ếế\n"}).empty());
    CHECK(too_long({"a.cpp", std::string(401, '\n')}).size() == 1);
    CHECK(too_long({"a.cpp", std::string(400, '\n')}).empty());

    CHECK(of_all(all_sources(), too_long) == Faults{});
    for (const auto& file : daemon_sources())
        if (lines(file.text).size() > lines_better)
            WARN(file.path << " has more than 300 lines: divide it when next touched");
}

TEST_CASE("a header opens by saying what it is for") {
    CHECK(unexplained({"a.hpp", "// For.\n// In. Out.\n#pragma once\n"}).empty());
    CHECK(unexplained({"a.hpp", "// For.\n#pragma once\n"}).size() == 1);
    CHECK(unexplained({"a.hpp", "#pragma once\nint a;\n"}).size() == 1);
    CHECK(unexplained({"a.hpp", "// For.\n// In. Out.\n\n#include <map>\n"}).size() == 1);

    CHECK(of_all(headers(), unexplained) == Faults{});
}

TEST_CASE("base stays a vocabulary of at most six headers") {
    CHECK(base_headers(
              {{"daemon/base/a.hpp", ""}, {"daemon/base/a.cpp", ""}, {"daemon/plan/b.hpp", ""}}) ==
          1);
    CHECK(base_headers(daemon_sources()) <= base_headers_at_most);
}
