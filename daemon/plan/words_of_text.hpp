// The words of a short text such as a rule.
// In: text. Out: what stands between spaces.
#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

namespace nhaclich::plan {

/// Valid while the text lives.
inline std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    while (true) {
        const auto start = text.find_first_not_of(' ');
        if (start == std::string_view::npos) return words;
        text.remove_prefix(start);
        const auto end = std::min(text.find(' '), text.size());
        words.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
}

}  // namespace nhaclich::plan
