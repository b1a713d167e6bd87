// From a bundle to what is sent and where, by the board and the records of the moment.
// In: a Board, records, a bundle, now. Out: message and address, and what is not to be sent.
#pragma once

#include "board/board.hpp"
#include "message/letter.hpp"
#include "outbox/outbox.hpp"

namespace nhaclich::service {

/// Makes the message of what is wanted.
using Letter = std::function<Result<message::Message>(const message::LetterInput&, Instant)>;

/// The address of a member's own page in a message of that hour; empty = there is none.
using ChoicesUrl = std::function<std::string(const MemberId&, Instant now)>;

/// What makes messages.
struct Writing {
    Letter letter = message::letter;
    ChoicesUrl choices_url = [](const MemberId&, Instant) { return std::string{}; };
};

Result<outbox::Prepared> prepared(const board::Board& board, const store::Bundle& bundle,
                                  const reminder::Records& records, Instant now,
                                  const Writing& writing = {});

}  // namespace nhaclich::service
