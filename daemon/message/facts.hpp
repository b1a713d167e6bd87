// What a message states: the arguments its sentences may name, and the rows of its table.
// In: ComposeInput, timing, duty. Out: Args, and label/value rows.
#pragma once

#include "message/compose.hpp"
#include "message/duty.hpp"
#include "message/phrases.hpp"
#include "message/template.hpp"
#include "message/timing.hpp"

namespace nhaclich::message {

/// Everything the sentences of one message are made from.
struct Facts {
    const ComposeInput& input;
    const Catalogue& words;
    Timing timing;
    Duty duty;
    std::string board;
};

Facts facts(const ComposeInput& input, Instant now);

/// {title}, {board}, {units}, {receivers}, {days}, {days_left}, {working_days}, {number}, {total},
/// {left}, {day}, {last}, {date}, {span}, {time}, {hours}: any phrase of a mail may use any of
/// them.
Args sentence_args(const Facts& facts);

/// One row {label, value, note, url, old}; what is old is struck through.
Values fact(const Catalogue& words, MessageId label, std::string value, std::string note = {},
            std::string url = {});
Values old_fact(const Catalogue& words, MessageId label, std::string value);

/// When it takes place or is due, and why it lies there.
Values when_row(const Facts& facts, MessageId label);
/// Owed by, submit to, reported; nothing unless something is due.
Value::Rows duty_rows(const Facts& facts);
/// Link and source.
Value::Rows closing_rows(const Facts& facts);
/// All of these and the place, in the order a reader asks for them. A row without a value is left
/// out.
Value::Rows fact_rows(const Facts& facts);

/// The due day, or when it takes place.
std::string when_in_words(const Facts& facts);
/// As a subject needs it: "04/12", "08:00 ngày 26/11", "15/11–15/12"; with the year on demand.
std::string when_in_short(const Facts& facts, bool with_year = false);

/// "08:00–11:30", or the one hour of what has no length; nothing without an hour.
std::string hours_in_words(const Facts& facts);

/// The line below the status; nothing where it would say no more.
std::string status_note(const Facts& facts, const Phrases& phrases);

/// leaf() of the day it is due or begins; of its last day, nothing where that is the same.
Value::Rows first_leaf(const Facts& facts, bool old = false);
Value::Rows until_leaf(const Facts& facts);

/// http or https, so that it may become a link.
bool is_web_address(std::string_view text);

}  // namespace nhaclich::message
