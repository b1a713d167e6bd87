// One day as a text writes it.
// In: tokens and where it may begin. Out: the day and where it ends.
#pragma once

#include "document/mention.hpp"

namespace nhaclich::document {

struct ReadMoment {
    Moment moment;
    std::size_t end = 0;
    bool in_words = false;
    bool dashed = false;
    bool impossible = false;  ///< no calendar has it
};

/// "08/3", "8-3-2026", "5.12.2025", "8 tháng 3 năm 2026", "mùng 10 tháng 3 âm lịch", "rằm tháng
/// Giêng", "10/3 (âm lịch)"; a second notation of the same day after "tức" is read over. Nothing
/// for document numbers such as 13/2022/QH15.
std::optional<ReadMoment> moment_at(const Tokens& tokens, std::size_t at);

/// Some year has it, or the one it names: 29/2, not 31/4, 5/13 or a 31st by the moon.
bool is_possible(const Moment& moment);

/// Marks as impossible what no calendar has.
void check(ReadMoment& read);

/// A day of the month alone: "14", "mùng 8"; `end` stands after it.
std::optional<ReadMoment> bare_day_at(const Tokens& tokens, std::size_t at);

/// "năm 2026", "/2026", "-2026" at `at`, which then stands after it.
std::optional<int> take_year(const Tokens& tokens, std::size_t& at);

bool is_at(const Tokens& tokens, std::size_t at, std::string_view text);

}  // namespace nhaclich::document
