// What the words of a plan are: titles and descriptions in the languages of the board.
// In: the texts. Out: the one for a reader's language.
#pragma once

#include "base/text.hpp"

namespace nhaclich::plan {

using nhaclich::code;
using nhaclich::Language;
using nhaclich::Localized;

using Title = Localized<Line>;
using Description = Localized<Prose>;

}  // namespace nhaclich::plan
