// What an answer in the ledger means to somebody who runs no mail server.
// In: the one line a channel gave (answer.hpp). Out: a key of the message catalogue. Pure.
#pragma once

#include "base/message_id.hpp"

#include <optional>
#include <string_view>

namespace nhaclich::channel {

/// "answer.…"; nothing where the answer is a sentence of our own already, or one nobody knows.
std::optional<MessageId> meaning(std::string_view answer);

}  // namespace nhaclich::channel
