#include "base/text.hpp"

#include <array>
#include <catch2/catch.hpp>

using namespace nhaclich;

TEST_CASE("a line comes out visible, trimmed and in NFC") {
    struct Row {
        std::string written, expected;
    };
    const auto row = GENERATE(values<Row>({
        {"Ngày Quốc tế Phụ nữ", "Ngày Quốc tế Phụ nữ"},
        {"  hai đầu \t", "hai đầu"},
        {"e\xCC\x82\xCC\x81", "\xE1\xBA\xBF"},  // e + circumflex + acute = ế
        {"a\xE2\x80\x8B\xE2\x80\xAE"
         "b",
         "ab"},  // zero-width space, right-to-left override
        {"\xEF\xBB\xBF"
         "bom",
         "bom"},
        {"một\thai", "một hai"},
        {"a\xEF\xBF\xBE"
         "b\xEF\xBF\xBF"
         "c\xF0\x9F\xBF\xBE"
         "d\xF4\x8F\xBF\xBF"
         "e",
         "abcde"},  // U+FFFE, U+FFFF, U+1FFFE, U+10FFFF
        {"a\xEF\xB7\x90"
         "b\xEF\xB7\xAF"
         "c",
         "abc"},                                                   // U+FDD0, U+FDEF
        {"\xEF\xB7\x8F\xEF\xB7\xB0", "\xEF\xB7\x8F\xEF\xB7\xB0"},  // their neighbours
        {"", ""},
    }));
    CHECK(Line::parse(row.written).value().str() == row.expected);
}

TEST_CASE("what cannot be one visible line is refused with its reason") {
    struct Row {
        std::string written;
        MessageId expected;
    };
    const auto row = GENERATE(values<Row>({
        {"a\nEND:VEVENT", "text.one-line"_msg},
        {"a\r\nBcc: x", "text.one-line"_msg},
        {std::string("a\0b", 3), "text.one-line"_msg},
        {"a\x1B[31m", "text.one-line"_msg},
        {"a\xE2\x80\xA8"
         "b",
         "text.one-line"_msg},  // line separator
        {"a\xC2\x85"
         "b",
         "text.one-line"_msg},  // next line
        {"\xFF\xFE", "text.utf8"_msg},
        {"\xC3", "text.utf8"_msg},
        {"\xED\xA0\x80", "text.utf8"_msg},  // a lone surrogate
        {std::string(301, 'x'), "text.too-long"_msg},
        {std::string(3'000'000, 'x'), "text.too-long"_msg},
    }));
    CHECK(Line::parse(row.written).error().id == row.expected);
}

TEST_CASE("the limit of a line counts characters, not octets") {
    std::string word;
    for (int i = 0; i < 300; ++i) word += "ế";
    CHECK(Line::parse(word).has_value());
    CHECK_FALSE(Line::parse(word + "ế").has_value());
}

TEST_CASE("prose keeps line breaks in one form and refuses other controls") {
    CHECK(Prose::parse("một\r\nhai\xE2\x80\xA8"
                       "ba")
              .value()
              .str() == "một\nhai\nba");
    CHECK(Prose::parse("a\x07").error().id == "text.one-line"_msg);
}

TEST_CASE("the nearest known word is suggested only when it could be meant") {
    const std::array<std::string, 3> known{"title", "section", "remind"};
    CHECK(nearest("tilte", known) == "title");
    CHECK(nearest("remindd", known) == "remind");
    CHECK(nearest("xyzzy", known).empty());
    CHECK(nearest("", known).empty());
}

TEST_CASE("a log line stays one line whatever the text holds") {
    CHECK(escaped_for_log("a\nb\x1B[0m\xE2\x80\xAE\xC2\x9B") ==
          "a\\u000ab\\u001b[0m\\u202e\\u009b");
    CHECK(escaped_for_log("\xEF\xBF\xBF") == "\\uffff");
    CHECK(escaped_for_log("\xFF") == "\xEF\xBF\xBD");
    CHECK(escaped_for_log("tiếng Việt") == "tiếng Việt");
}
