// A set of phrases to look for among tokens.
// In: the phrases as people write them. Out: where they stand.
#pragma once

#include "document/token.hpp"

#include <initializer_list>
#include <map>
#include <optional>

namespace nhaclich::document {

class Phrases {
  public:
    Phrases(std::initializer_list<std::string_view> phrases);

    /// The number of tokens of the longest phrase that begins at `at` and ends before `end`; 0 =
    /// none.
    std::size_t at(const Tokens& tokens, std::size_t at, std::size_t end) const;
    /// The number of tokens of the longest phrase that ends just before `end`; 0 = none.
    std::size_t ending(const Tokens& tokens, std::size_t end) const;
    /// Where the first, or last, phrase begins.
    std::optional<std::size_t> first(const Tokens& tokens, Range range) const;
    std::optional<std::size_t> last(const Tokens& tokens, Range range) const;
    bool within(const Tokens& tokens, Range range) const {
        return first(tokens, range).has_value();
    }

  private:
    using Words = std::vector<std::string>;
    std::map<std::string, std::vector<Words>, std::less<>> by_first_;  ///< the longest ones first
    std::size_t longest_ = 0;
};

}  // namespace nhaclich::document
