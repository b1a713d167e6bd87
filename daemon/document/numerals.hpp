// Numbers that a document writes as words or Roman numerals.
// In: a token. Out: the number, or nothing.
#pragma once

#include "document/token.hpp"

#include <optional>

namespace nhaclich::document {

/// "giêng", "hai" … "mười", "một" (the eleventh), "chạp": 1 to 12.
std::optional<int> month_word(std::string_view word);
/// The eleventh and twelfth months and the first have names only the lunar calendar uses.
bool is_lunar_month_word(std::string_view word);
/// "I" to "IV", "1" to "4", "một" to "bốn".
std::optional<int> quarter(const Token& token);

}  // namespace nhaclich::document
