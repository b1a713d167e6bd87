// What a member chose over the settings of the board, as it is written down.
// In: keys and values as in reminder/preferences.hpp. Out: a line of a history.
#pragma once

#include "base/instant.hpp"
#include "base/strong_id.hpp"

#include <string>

namespace nhaclich::store {

/// One line of the history of choices; keys and values as in reminder/preferences.hpp.
struct Choice {
    MemberId member;
    std::string key;
    std::string value;  ///< "" = taken back
    Instant chosen;
    std::string by;
    friend bool operator==(const Choice&, const Choice&) = default;
};

}  // namespace nhaclich::store
