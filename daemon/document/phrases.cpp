#include "document/phrases.hpp"

#include <algorithm>

namespace nhaclich::document {

Phrases::Phrases(std::initializer_list<std::string_view> phrases) {
    for (const auto phrase : phrases) {
        Words words;
        for (auto& token : tokens_of(phrase)) words.push_back(std::move(token.text));
        longest_ = std::max(longest_, words.size());
        by_first_[words.front()].push_back(std::move(words));
    }
    for (auto& [first, same] : by_first_) std::ranges::sort(same, std::greater{}, &Words::size);
}

std::size_t Phrases::at(const Tokens& tokens, std::size_t at, std::size_t end) const {
    end = std::min(end, tokens.size());
    if (at >= end) return 0;
    const auto same = by_first_.find(tokens[at].text);
    if (same == by_first_.end()) return 0;
    for (const auto& words : same->second) {
        if (at + words.size() > end) continue;
        const bool equal =
            std::equal(words.begin(), words.end(), tokens.begin() + static_cast<std::ptrdiff_t>(at),
                       [](const std::string& word, const Token& token) { return token.is(word); });
        if (equal) return words.size();
    }
    return 0;
}

std::size_t Phrases::ending(const Tokens& tokens, std::size_t end) const {
    for (auto length = std::min(longest_, end); length > 0; --length)
        if (at(tokens, end - length, end) == length) return length;
    return 0;
}

std::optional<std::size_t> Phrases::first(const Tokens& tokens, Range range) const {
    for (auto i = range.begin; i < range.end; ++i)
        if (at(tokens, i, range.end) > 0) return i;
    return std::nullopt;
}

std::optional<std::size_t> Phrases::last(const Tokens& tokens, Range range) const {
    for (auto i = range.end; i > range.begin; --i)
        if (at(tokens, i - 1, range.end) > 0) return i - 1;
    return std::nullopt;
}

}  // namespace nhaclich::document
