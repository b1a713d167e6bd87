// From a delivery to what is sent and where, by the board of the moment.
// In: a Board, a delivery, now. Out: message and address, or why it is no longer to be sent
// ("missed.…").
#pragma once

#include "board/board.hpp"
#include "outbox/outbox.hpp"

namespace nhaclich::service {

Result<outbox::Prepared> prepared(const board::Board& board, const reminder::Delivery& delivery,
                                  Instant now);

}  // namespace nhaclich::service
