// The dates, spans of days and recurrences that a text speaks of, whatever it says of them.
// In: the tokens of a block. Out: mentions in the order of the text.
#pragma once

#include "document/block.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace nhaclich::document {

struct Moment {
    int day = 0;    ///< 1 to 31
    int month = 0;  ///< 1 to 12; 0 = not said
    std::optional<int> year;
    bool lunar = false;
    friend bool operator==(const Moment&, const Moment&) = default;
};

/// Both ends included.
struct Span {
    Moment from, to;
    friend bool operator==(const Span&, const Span&) = default;
};

enum class Rhythm { weekly, monthly, quarterly };

struct Recurrence {
    Rhythm rhythm = Rhythm::monthly;
    int day = 0;              ///< of the month; 0 = `words` say it
    std::vector<int> months;  ///< ascending; empty = every month
    std::string words;        ///< "thứ Hai đầu tháng", as the plan file reads it
    friend bool operator==(const Recurrence&, const Recurrence&) = default;
};

/// How the text writes it; decides how much else must speak for a date.
enum class Form {
    day,          ///< "08/3", "8-3-2026", "8 tháng 3"
    range,        ///< "từ 15/11 đến 15/12", "16 - 22/10"
    window,       ///< "tháng 10", "quý III/2025", "6 tháng đầu năm"
    anniversary,  ///< "(08/3/1910 - 08/3/2025)": the later day
    recurring,
    impossible  ///< "31/4"
};

struct Mention {
    Form form = Form::day;
    std::variant<Moment, Span, Recurrence> date;
    Range tokens;               ///< with "từ" and "đến", without "ngày" before it
    bool in_words = false;      ///< the month as a word: "8 tháng 3", "mùng 8/3", "rằm"
    bool dashed = false;        ///< "8-3"
    int list = 0;               ///< the same for days written as one list; 0 = alone
    bool bare_in_list = false;  ///< "14" of "14, 15/5"
};

std::vector<Mention> mentions_of(const Block& block);

struct Time {
    int hour = 0, minute = 0;
    friend bool operator==(const Time&, const Time&) = default;
};

/// "14 giờ 00", "7h30", "8g", "08:00" at `at`, which then stands after it.
std::optional<Time> take_time(const Tokens& tokens, std::size_t& at);

int days_in_month(int year, int month);

}  // namespace nhaclich::document
