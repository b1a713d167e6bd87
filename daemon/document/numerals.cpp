#include "document/numerals.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace nhaclich::document {

namespace {

using Named = std::pair<std::string_view, int>;

template <std::size_t size>
std::optional<int> named(const std::array<Named, size>& names, std::string_view word) {
    const auto found = std::ranges::find(names, word, &Named::first);
    return found == names.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace

std::optional<int> month_word(std::string_view word) {
    static constexpr auto names = std::to_array<Named>({{"giêng", 1},
                                                        {"hai", 2},
                                                        {"ba", 3},
                                                        {"tư", 4},
                                                        {"năm", 5},
                                                        {"sáu", 6},
                                                        {"bảy", 7},
                                                        {"bẩy", 7},
                                                        {"tám", 8},
                                                        {"chín", 9},
                                                        {"mười", 10},
                                                        {"một", 11},
                                                        {"chạp", 12}});
    return named(names, word);
}

bool is_lunar_month_word(std::string_view word) { return word == "giêng" || word == "chạp"; }

std::optional<int> quarter(const Token& token) {
    static constexpr auto names = std::to_array<Named>({{"i", 1},
                                                        {"ii", 2},
                                                        {"iii", 3},
                                                        {"iv", 4},
                                                        {"1", 1},
                                                        {"2", 2},
                                                        {"3", 3},
                                                        {"4", 4},
                                                        {"một", 1},
                                                        {"hai", 2},
                                                        {"ba", 3},
                                                        {"bốn", 4},
                                                        {"tư", 4}});
    return named(names, token.text);
}

}  // namespace nhaclich::document
