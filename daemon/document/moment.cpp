#include "document/moment.hpp"

#include "document/numerals.hpp"
#include "document/phrases.hpp"

#include <chrono>

namespace nhaclich::document {

namespace {

constexpr int last_day = 31;
constexpr int last_month = 12;
constexpr int full_moon = 15;

const Token* number_at(const Tokens& tokens, std::size_t at, std::size_t digits) {
    return at < tokens.size() && tokens[at].digits > 0 && tokens[at].digits <= digits ? &tokens[at]
                                                                                      : nullptr;
}

bool is_year(const Tokens& tokens, std::size_t at) {
    constexpr int first = 1800;
    constexpr int last = 2199;
    return at < tokens.size() && tokens[at].digits == 4 && tokens[at].value >= first &&
           tokens[at].value <= last;
}

/// Glued to what stands before or after: a part of a longer number.
bool goes_on_as_number(const Tokens& tokens, std::size_t at) {
    const bool mark = is_at(tokens, at, ".") || is_at(tokens, at, ",") || is_at(tokens, at, "/");
    const bool glued = mark && !tokens[at].spaced;
    return (glued && number_at(tokens, at + 1, 9) != nullptr && !tokens[at + 1].spaced &&
            !is_at(tokens, at, ",")) ||
           (is_at(tokens, at, "/") && at + 1 < tokens.size() && tokens[at + 1].capital);
}

bool begins_inside_number(const Tokens& tokens, std::size_t at) {
    if (at == 0 || tokens[at].spaced)
        return at >= 2 && is_at(tokens, at - 1, "/") && number_at(tokens, at - 2, 9) != nullptr;
    const auto& before = tokens[at - 1];
    return before.is("/") || (before.is(".") && at >= 2 && tokens[at - 2].digits > 0) ||
           before.is("%");
}

/// d/m, d-m or d.m with or without a year.
std::optional<ReadMoment> in_figures(const Tokens& tokens, std::size_t at) {
    const auto* day = number_at(tokens, at, 2);
    const auto* month = number_at(tokens, at + 2, 2);
    if (day == nullptr || month == nullptr || at + 1 >= tokens.size()) return std::nullopt;
    const auto sign = tokens[at + 1].text;
    const bool dots = sign == "." && !tokens[at + 1].spaced && !month->spaced;
    if (sign != "/" && sign != "-" && !dots) return std::nullopt;
    ReadMoment read{{day->value, month->value, std::nullopt, false}, at + 3, false, false, false};
    read.dashed = sign == "-";
    if (day->value < 1 || day->value > last_day || month->value < 1) return std::nullopt;
    if (month->value > last_month && sign != "/") return std::nullopt;
    if (is_at(tokens, at + 3, sign) && is_year(tokens, at + 4)) {
        read.moment.year = tokens[at + 4].value;
        read.end = at + 5;
    } else if (auto end = read.end; const auto year = take_year(tokens, end)) {
        if (read.dashed && is_at(tokens, at + 3, "/")) return std::nullopt;
        read.moment.year = year;
        read.end = end;
    } else if (is_at(tokens, at + 3, "/") && sign == "/" && number_at(tokens, at + 4, 2)) {
        constexpr int century = 2000;
        constexpr int first_short_year = 20;
        constexpr int last_short_year = 49;
        const int short_year = tokens[at + 4].value;
        if (short_year < first_short_year || short_year > last_short_year ||
            tokens[at + 4].digits != 2)
            return std::nullopt;
        read.moment.year = century + short_year;
        read.end = at + 5;
    } else if ((dots && !(at > 0 && tokens[at - 1].is("ngày"))) ||
               (read.dashed && is_at(tokens, at + 3, "/"))) {
        return std::nullopt;  // "2.3", "14 - 15/5": a number, a range
    }
    if (goes_on_as_number(tokens, read.end)) return std::nullopt;
    return read;
}

/// "8 tháng 3", "10 tháng Giêng"; nothing for the reign of an emperor ("năm Tự Đức thứ sáu").
std::optional<ReadMoment> in_words(const Tokens& tokens, std::size_t at, bool certain) {
    const auto* day = number_at(tokens, at, 2);
    if (day == nullptr || !is_at(tokens, at + 1, "tháng") || at + 2 >= tokens.size())
        return std::nullopt;
    ReadMoment read{{day->value, 0, std::nullopt, false}, at + 3, true, false, false};
    const auto& month = tokens[at + 2];
    if (month.digits > 0 && month.digits <= 2) {
        read.moment.month = month.value;
    } else if (const auto named = month_word(month.text);
               named && (certain || is_lunar_month_word(month.text)) &&
               !(month.is("năm") && is_year(tokens, at + 3))) {
        read.moment.month = *named;
        read.moment.lunar = is_lunar_month_word(month.text);
    } else {
        return std::nullopt;
    }
    if (day->value < 1 || day->value > last_day || read.moment.month < 1) return std::nullopt;
    const bool reign = is_at(tokens, read.end, "năm") && read.end + 1 < tokens.size() &&
                       tokens[read.end + 1].capital;
    if (reign) return std::nullopt;
    read.moment.year = take_year(tokens, read.end);
    return read;
}

/// "rằm tháng Bảy", "mùng 1 Tết": always lunar; "mùng 8 tháng 3" is not.
std::optional<ReadMoment> by_moon(const Tokens& tokens, std::size_t at) {
    if (is_at(tokens, at, "rằm")) {
        const auto month = at + (is_at(tokens, at + 1, "tháng") ? 2U : 1U);
        if (month >= tokens.size()) return std::nullopt;
        const auto named = month_word(tokens[month].text);
        const int value = named ? *named : tokens[month].digits <= 2 ? tokens[month].value : 0;
        if (value < 1 || value > last_month) return std::nullopt;
        return ReadMoment{{full_moon, value, std::nullopt, true}, month + 1, true, false, false};
    }
    if (!is_at(tokens, at, "mùng")) return std::nullopt;
    const auto* day = number_at(tokens, at + 1, 2);
    if (day != nullptr && is_at(tokens, at + 2, "tết"))
        return ReadMoment{{day->value, 1, std::nullopt, true}, at + 3, true, false, false};
    auto read = in_words(tokens, at + 1, true);
    if (!read) read = in_figures(tokens, at + 1);
    if (read) read->in_words = true;
    return read;
}

std::size_t length_of(const Phrases& phrases, const Tokens& tokens, std::size_t at) {
    return phrases.at(tokens, at, tokens.size());
}

/// "(âm lịch)", "âm lịch", "AL".
void take_calendar(const Tokens& tokens, ReadMoment& read) {
    static const Phrases lunar{"âm lịch", "âl", "al", "theo âm lịch"};
    static const Phrases solar{"dương lịch", "dl", "theo dương lịch"};
    const bool open = is_at(tokens, read.end, "(");
    const auto at = read.end + (open ? 1U : 0U);
    const auto of_moon = length_of(lunar, tokens, at);
    const auto of_sun = length_of(solar, tokens, at);
    const auto end = at + of_moon + of_sun;
    if (end == at || (open && !is_at(tokens, end, ")"))) return;
    read.moment.lunar = read.moment.lunar || of_moon > 0;
    read.end = end + (open ? 1U : 0U);
}

/// "(tức ngày 26/4/2026 dương lịch)": the same day in the other calendar; the lunar one recurs.
void take_other_notation(const Tokens& tokens, ReadMoment& read) {
    static const Phrases same{"tức", "tức là", "nhằm", "nhằm vào"};
    auto at = read.end;
    const bool open = is_at(tokens, at, "(");
    if (open || is_at(tokens, at, ",")) ++at;
    const auto length = length_of(same, tokens, at);
    // "mùng 6 tháng Giêng (22/02/2026)": a lunar day is followed by the other one without a word.
    if (length == 0 && !(open && read.moment.lunar)) return;
    at += length;
    if (is_at(tokens, at, "ngày")) ++at;
    auto other = in_figures(tokens, at);
    if (!other) other = in_words(tokens, at, true);
    if (!other) other = by_moon(tokens, at);
    if (!other) return;
    take_calendar(tokens, *other);
    if (length == 0 && !is_at(tokens, other->end, ")")) return;
    read.end = other->end + (open && is_at(tokens, other->end, ")") ? 1U : 0U);
    if (other->moment.lunar) {
        read.moment = other->moment;
        read.moment.year.reset();
    }
}

}  // namespace

bool is_possible(const Moment& moment) {
    constexpr int longest_lunar_month = 30;
    constexpr int leap_year = 2024;
    if (moment.month < 1 || moment.month > last_month || moment.day < 1) return false;
    return moment.day <= (moment.lunar
                              ? longest_lunar_month
                              : days_in_month(moment.year.value_or(leap_year), moment.month));
}

void check(ReadMoment& read) { read.impossible = !is_possible(read.moment); }

bool is_at(const Tokens& tokens, std::size_t at, std::string_view text) {
    return at < tokens.size() && tokens[at].is(text);
}

int days_in_month(int year, int month) {
    using namespace std::chrono;
    const year_month_day_last last{std::chrono::year{year} / month / std::chrono::last};
    return static_cast<int>(static_cast<unsigned>(last.day()));
}

std::optional<int> take_year(const Tokens& tokens, std::size_t& at) {
    const bool sign = is_at(tokens, at, "/") || is_at(tokens, at, "-");
    const bool word = is_at(tokens, at, "năm");
    if (!(sign || word) || !is_year(tokens, at + 1)) return std::nullopt;
    // "tháng 10 - 2026 …" is no year when a range goes on: "năm 2025 - 2026".
    at += 2;
    return tokens[at - 1].value;
}

std::optional<ReadMoment> moment_at(const Tokens& tokens, std::size_t at) {
    if (at >= tokens.size() || begins_inside_number(tokens, at)) return std::nullopt;
    static const Phrases openings{"ngày", "mùng", "từ", "đến", "hết", "trước", "và", ","};
    auto read = by_moon(tokens, at);
    if (!read) read = in_figures(tokens, at);
    if (!read) read = in_words(tokens, at, at > 0 && openings.at(tokens, at - 1, at) > 0);
    if (!read) return std::nullopt;
    take_calendar(tokens, *read);
    take_other_notation(tokens, *read);
    check(*read);
    return read;
}

std::optional<ReadMoment> bare_day_at(const Tokens& tokens, std::size_t at) {
    const auto day = at + (is_at(tokens, at, "mùng") ? 1U : 0U);
    const auto* number = number_at(tokens, day, 2);
    if (number == nullptr || number->value < 1 || number->value > last_day) return std::nullopt;
    if (begins_inside_number(tokens, day) || goes_on_as_number(tokens, day + 1))
        return std::nullopt;
    static const Phrases units{"h", "g", "giờ", "lần", "%", "người", "phút"};
    if (units.at(tokens, day + 1, tokens.size()) > 0) return std::nullopt;
    return ReadMoment{{number->value, 0, std::nullopt, false}, day + 1, day > at, false, false};
}

std::optional<Time> take_time(const Tokens& tokens, std::size_t& at) {
    constexpr int last_hour = 23;
    constexpr int last_minute = 59;
    const auto* hour = number_at(tokens, at, 2);
    if (hour == nullptr || hour->value > last_hour || at + 1 >= tokens.size()) return std::nullopt;
    const auto& sign = tokens[at + 1];
    const bool colon = sign.is(":") && !sign.spaced && at + 2 < tokens.size() &&
                       tokens[at + 2].digits == 2 && !tokens[at + 2].spaced;
    if (!colon && !sign.is("giờ") && !sign.is("h") && !(sign.is("g") && !sign.spaced))
        return std::nullopt;
    Time time{hour->value, 0};
    auto end = at + 2;
    if (const auto* minute = number_at(tokens, end, 2);
        minute != nullptr && minute->digits == 2 && minute->value <= last_minute &&
        !is_at(tokens, end + 1, "/") && !is_at(tokens, end + 1, "tháng")) {
        time.minute = minute->value;
        ++end;
        if (is_at(tokens, end, "phút") || is_at(tokens, end, "p")) ++end;
    } else if (colon) {
        return std::nullopt;
    }
    constexpr int noon = 12;
    if (is_at(tokens, end, "chiều") || is_at(tokens, end, "tối"))
        time.hour += time.hour < noon ? noon : 0;
    at = end;
    return time;
}

}  // namespace nhaclich::document
