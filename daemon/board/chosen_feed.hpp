// The calendar as one subscription wants it.
// In: a Board and a choice. Out: octets; the same board and choice give the same.
#pragma once

#include "board/board.hpp"
#include "board/feed_choice.hpp"

namespace nhaclich::board {

/// What concerns a member of the group, or the group itself where nobody is in it; what is gone
/// from the plan stays, struck, where it concerned somebody, as long as the feed shows it. Alarms
/// are the rules for everybody, the four nearest; they move LAST-MODIFIED where they are shown.
std::string chosen_feed(const Board& board, const FeedChoice& choice);

}  // namespace nhaclich::board
