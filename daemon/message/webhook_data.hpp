// The "data" object of a webhook: facts of a reminder for a gateway to build its own text from.
// In: ComposeInput, subject, plain text. Out: JSON octets.
#pragma once

#include "message/facts.hpp"
#include "message/letter.hpp"

#include <string>

namespace nhaclich::message {

/// {entry, kind, nominal, title, when, start, end, all_day, due, place, link, calendar, board,
/// member, late, subject, text}. Whole days are "2026-11-24", hours "2026-11-24T01:00:00Z"; `end`
/// is exclusive (RFC 5545 3.6.1); `due` is null unless something is owed; `when` tells the same in
/// words; `calendar` is the address of the board's pages; `late` says which hour it was meant for,
/// empty if it is in time. Titles and texts are in the reader's language.
std::string webhook_data(const Facts& facts, const std::string& subject, const std::string& text,
                         const std::string& late);

/// {kind: "letter", calendar, board, member, late, subject, text, items: [{purpose, entry, nominal,
/// title, start, end, all_day, due, status}]}; an item about no entry has only its purpose.
std::string letter_data(const LetterInput& input, const std::string& subject,
                        const std::string& text, const std::string& late);

/// The same of a test: {kind: "test", member, subject, text, items: []}.
std::string test_data(const LetterInput& input, const std::string& subject,
                      const std::string& text);

}  // namespace nhaclich::message
