#include "icalendar/fold.hpp"

#include <catch2/catch.hpp>
#include <sstream>

using nhaclich::icalendar::refolded;

namespace {

std::vector<std::string> lines_of(const std::string& octets) {
    std::vector<std::string> lines;
    std::size_t at = 0;
    while (at < octets.size()) {
        const auto end = octets.find("\r\n", at);
        REQUIRE(end != std::string::npos);
        lines.push_back(octets.substr(at, end - at));
        at = end + 2;
    }
    return lines;
}

std::string unfolded(const std::string& octets) {
    std::string result;
    for (const auto& line : lines_of(octets))
        result += line.starts_with(' ') ? line.substr(1) : line;
    return result;
}

bool whole_characters(const std::string& line) {
    const auto continues = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; };
    const std::string text = line.starts_with(' ') ? line.substr(1) : line;
    return text.empty() || !continues(text.front());
}

bool whole_escapes(const std::string& line) {
    std::size_t slashes = 0;
    while (slashes < line.size() && line[line.size() - 1 - slashes] == '\\') ++slashes;
    return slashes % 2 == 0;
}

}  // namespace

TEST_CASE("any content line is folded at 75 octets, between characters and between escapes") {
    const auto piece = GENERATE(values<std::string>(
        {"a", "ế", "🎉", "\\n", "\\\\", "\\,ệ", "Ngày Quốc tế Phụ nữ; ", "\\\\\\n"}));
    std::string line = "SUMMARY:";
    for (int i = 0; i < 120; ++i) {
        line += piece;
        CAPTURE(line);
        const auto folded = refolded(line + "\r\n");
        for (const auto& part : lines_of(folded)) {
            REQUIRE(part.size() <= 75);
            REQUIRE(whole_characters(part));
            REQUIRE(whole_escapes(part));
        }
        REQUIRE(unfolded(folded) == line);
    }
}

TEST_CASE("what was folded elsewhere is folded anew, line by line") {
    CHECK(refolded("SUMMARY:mộ\r\n t\r\nUID:x\r\n") == "SUMMARY:một\r\nUID:x\r\n");
    CHECK(refolded("A:b\r\n  c\r\n") == "A:b c\r\n");
    CHECK(refolded("") == "");
}
