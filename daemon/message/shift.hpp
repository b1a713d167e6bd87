// Why an occurrence does not lie on the day that the plan's words give.
// In: the occurrence and a language. Out: "chuyển sớm từ Chủ nhật 04/6 vì là ngày nghỉ".
#pragma once

#include "message/catalogue.hpp"
#include "plan/occurrence.hpp"

namespace nhaclich::message {

/// Begins in lower case and ends without a full stop; empty if it lies where the plan says.
std::string shift_in_words(const plan::Occurrence& occurrence, const calendar::Zone& zone,
                           plan::Language language);

/// The same as a sentence of its own.
std::string shift_sentence(const plan::Occurrence& occurrence, const calendar::Zone& zone,
                           plan::Language language);

}  // namespace nhaclich::message
