// A text in the languages of the board: Vietnamese always, English if given.
// In: the two texts. Out: the one for a reader's language.
#pragma once

#include "base/text.hpp"

namespace nhaclich::plan {

enum class Language { vi, en };

/// "vi" or "en".
std::string_view code(Language language);

template <class T>
struct Localized {
    T vi;
    T en;  ///< empty = not translated: the Vietnamese text serves
    const T& in(Language language) const {
        return language == Language::en && !en.empty() ? en : vi;
    }
    bool empty() const { return vi.empty() && en.empty(); }
    friend auto operator<=>(const Localized&, const Localized&) = default;
};

using Title = Localized<Line>;
using Description = Localized<Prose>;

}  // namespace nhaclich::plan
