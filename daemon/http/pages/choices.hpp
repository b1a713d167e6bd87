// A member's own page: whether the board may write to him, and a button to change that.
// In: who, of which board, how it stands. Out: one HTML page in one language, without script.
#pragma once

#include "http/answer.hpp"
#include "plan/words.hpp"

#include <string>

namespace nhaclich::http {

struct ChoicesInput {
    std::string board;
    std::string member;
    std::string address;   ///< path of this page
    bool stopped = false;  ///< wants nothing
    bool just_chosen = false;
    plan::Language language = plan::Language::vi;
};

/// Not to be stored, indexed or framed.
Prepared choices_page(const ChoicesInput& input);

/// For an address nobody has.
Prepared no_such_page(plan::Language language);
/// For a form that a page of another origin sent: 403.
Prepared not_from_elsewhere_page(plan::Language language);
/// While the store does not answer: 503.
Prepared trouble_page(plan::Language language);

}  // namespace nhaclich::http
