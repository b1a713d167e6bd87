// The names of days that are celebrated: "Ngày Quốc tế Phụ nữ", "Tết Trung thu", "Quốc khánh".
// In: tokens. Out: where such a name stands.
#pragma once

#include "document/context.hpp"

#include <optional>

namespace nhaclich::document {

/// The name that ends where the mention is introduced: "Ngày Gia đình Việt Nam (28/6)"; an empty
/// range for "chào mừng 30/4", which has none; nothing if the mention is no such day.
std::optional<Range> name_before(const Block& block, const Mention& mention,
                                 const Context& context);

/// The name that follows: "8/3: Ngày Quốc tế Phụ nữ".
std::optional<Range> name_after(const Block& block, const Context& context);

/// The first name of such a day within `range`.
std::optional<Range> name_within(const Tokens& tokens, Range range);

}  // namespace nhaclich::document
