// The memory of a member's calendar as the text it is kept as.
// In: board::ShownEvents. Out: JSON, and back.
#pragma once

#include "board/personal_feed.hpp"

#include <string>
#include <string_view>

namespace nhaclich::service {

std::string to_text(const board::ShownEvents& shown);
/// What cannot be read counts as never shown.
board::ShownEvents shown_events(std::string_view text);

}  // namespace nhaclich::service
