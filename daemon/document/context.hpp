// What stands around a mention: the words that introduce it, its sentence, the part of it.
// In: a block and one of its mentions. Out: the ranges and the introduction.
#pragma once

#include "document/mention.hpp"

#include <optional>
#include <string>

namespace nhaclich::document {

/// What the words before a day say of it.
enum class Preposition { none, before, by, within, until, from, after, counted };

struct Introduction {
    std::size_t begin = 0;  ///< of "chậm nhất là 17 giờ 00, thứ Hai, ngày"
    Preposition preposition = Preposition::none;
    bool day_word = false;  ///< "ngày", a weekday or a time of day stands before it
    std::optional<Time> time;
};

Introduction introduction_of(const Tokens& tokens, const Mention& mention);

struct Context {
    Introduction introduction;
    Range sentence;
    Range segment;   ///< the part of the sentence between ";" and the cells of a row
    Range before;    ///< of the segment, up to the introduction
    Range after;     ///< of the segment
    int column = 0;  ///< the cell of a row
};

Context context_of(const Block& block, const Mention& mention);

/// White space as in the block.
std::string text_of(const Block& block, Range range);

}  // namespace nhaclich::document
