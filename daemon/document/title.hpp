// A short name for an entry out of the words around its date.
// In: the mention with its context. Out: the name, beginning with a capital letter.
#pragma once

#include "document/context.hpp"
#include "plan/kind.hpp"

namespace nhaclich::document {

/// `previous_end`: where the mention before ends; `next_begin`: where the next begins.
std::string title_for(const Block& block, const Context& context, std::size_t previous_end,
                      std::size_t next_begin, plan::Kind kind);

/// Marks and small words at both ends taken off, the first letter a capital, at most 120
/// characters.
std::string trimmed_title(const Block& block, Range range);

}  // namespace nhaclich::document
