// The words, numbers and marks of a Vietnamese text, spelt one way.
// In: a line of text in NFC. Out: tokens that know where they stand in it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace nhaclich::document {

struct Token {
    enum class Kind { word, number, mark };
    Kind kind = Kind::mark;
    /// In lower case, tone marks in the old place ("hoà" is "hòa"), spelling variants as one
    /// ("hàng" is "hằng", "mồng" "mùng", "tới" "đến"); every dash is "-".
    std::string text;
    std::size_t begin = 0;  ///< octets in the text
    std::size_t end = 0;
    int value = -1;              ///< of a number of at most 4 digits
    std::size_t digits = 0;      ///< 0 = no number
    bool capital = false;        ///< a word that begins with a capital letter
    bool spaced = false;         ///< space before it, or nothing
    bool first_of_line = false;  ///< a line or column of the document begins here

    bool is(std::string_view other) const { return text == other; }
};

using Tokens = std::vector<Token>;

/// `breaks`: ascending offsets where lines or columns of the document begin.
Tokens tokens_of(std::string_view text, const std::vector<std::size_t>& breaks = {});

/// Half open, of token numbers.
struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool empty() const { return begin >= end; }
};

}  // namespace nhaclich::document
