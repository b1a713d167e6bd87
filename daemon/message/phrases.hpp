// Which sentences fit an occurrence at its phase: the table of subjects, status lines and openings.
// In: nature, phase and role. Out: message ids; their texts live in config/words/.
#pragma once

#include "base/message_id.hpp"
#include "message/duty.hpp"
#include "message/timing.hpp"

namespace nhaclich::message {

struct Phrases {
    MessageId subject;
    MessageId status;  ///< the large line of the HTML
    MessageId note;    ///< the small line below it; an empty key = none
    MessageId lead;    ///< the opening sentence
    MessageId ask{};   ///< what the reader is to do; an empty key = nothing
};

/// Every phase that `timing` gives for that nature has a row; another is a bug and throws
/// std::logic_error.
Phrases phrases(Nature nature, Phase phase, Role role);

/// "Hạn nộp", "Cuộc họp".
MessageId kind_word(plan::Kind kind);

}  // namespace nhaclich::message
