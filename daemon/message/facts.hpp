// What a message states: the arguments its sentences may name, and the rows of its table.
// In: ComposeInput, timing, duty. Out: Args, and label/value rows.
#pragma once

#include "message/compose.hpp"
#include "message/duty.hpp"
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

/// Rows {label, value, note, url}: when or due, owed by, submit to, place, link, source. A row
/// without a value is left out.
Value::Rows fact_rows(const Facts& facts);

/// The due day, or when it takes place.
std::string when_in_words(const Facts& facts);

/// http or https, so that it may become a link.
bool is_web_address(std::string_view text);

}  // namespace nhaclich::message
