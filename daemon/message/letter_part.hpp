// One part of a letter: what it is about, how it stands, and the facts.
// In: a delivery of the letter. Out: words and rows for the template, and a line for the subject.
#pragma once

#include "message/facts.hpp"
#include "message/letter.hpp"

namespace nhaclich::message {

struct LetterPart {
    std::string subject;  ///< of a letter with this part alone
    std::string title;
    std::string status;  ///< "Đã hủy", "Còn 3 ngày"
    std::string lead;
    Value::Rows facts;
    Value::Rows lines;  ///< {text}: a list below
    bool urgent = false;
};

/// The parts in the order of the items; several reminders of one occurrence make one.
std::vector<LetterPart> letter_parts(const LetterInput& input, Instant now);

}  // namespace nhaclich::message
