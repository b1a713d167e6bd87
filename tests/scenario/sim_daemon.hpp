// What simulated daemons have in common: letters of no words, since whom and when is the question.
#pragma once

#include "message/letter.hpp"

namespace nhaclich::test {

inline Result<message::Message> plain_letter(const message::LetterInput& input, Instant now) {
    message::Message message;
    message.text = iso(now) + std::to_string(input.items.size());
    return message;
}

}  // namespace nhaclich::test
