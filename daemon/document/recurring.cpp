#include "document/recurring.hpp"

#include "document/moment.hpp"
#include "document/phrases.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace nhaclich::document {

namespace {

struct Months {
    Rhythm rhythm = Rhythm::monthly;
    std::vector<int> months;
};

bool skip(const Tokens& tokens, std::size_t& at, const Phrases& phrases) {
    const auto length = phrases.at(tokens, at, tokens.size());
    at += length;
    return length > 0;
}

void skip_all(const Tokens& tokens, std::size_t& at, const Phrases& phrases) {
    while (skip(tokens, at, phrases)) {
    }
}

bool three_apart(const std::vector<int>& months) {
    constexpr int quarter = 3;
    return months.size() > 1 && std::ranges::adjacent_find(months, [](int one, int next) {
                                    return next - one != quarter;
                                }) == months.end();
}

/// "3, 6, 9 và 12", "3, tháng 6": at least one.
std::vector<int> take_months(const Tokens& tokens, std::size_t& at) {
    static const Phrases separators{",", "và", ", và", ", tháng", "và tháng", ";", "-"};
    std::vector<int> months;
    auto next = at;
    constexpr int last_month = 12;
    while (next < tokens.size() && tokens[next].digits > 0 && tokens[next].digits <= 2 &&
           tokens[next].value >= 1 && tokens[next].value <= last_month) {
        months.push_back(tokens[next].value);
        at = ++next;
        if (!skip(tokens, next, separators)) break;
    }
    std::ranges::sort(months);
    months.erase(std::ranges::unique(months).begin(), months.end());
    return months;
}

/// What follows the day: "hằng tháng", "của tháng cuối mỗi quý", "các tháng 3, 6, 9".
std::optional<Months> take_rhythm(const Tokens& tokens, std::size_t& at) {
    static const Phrases of{"của", "vào", "trong", ",", "(", "định kỳ", "cùng"};
    static const Phrases every{"hằng", "mỗi", "từng", "của", "các", "trong"};
    static const Phrases first{"đầu tiên", "đầu", "thứ nhất"};
    static const Phrases second{"thứ hai", "giữa"};
    static const Phrases last{"cuối cùng", "cuối", "thứ ba"};
    static const Phrases next_month{"sau", "kế tiếp", "tiếp theo", "liền kề", "kế"};
    auto end = at;
    skip_all(tokens, end, of);
    if (is_at(tokens, end, "các") && is_at(tokens, end + 1, "tháng")) {
        end += 2;
        auto months = take_months(tokens, end);
        if (months.empty() && skip(tokens, end, last) && (skip_all(tokens, end, every), true) &&
            is_at(tokens, end, "qúy")) {
            at = end + 1;
            return Months{Rhythm::quarterly, {3, 6, 9, 12}};
        }
        if (months.empty()) return std::nullopt;
        at = end;
        return Months{three_apart(months) ? Rhythm::quarterly : Rhythm::monthly, months};
    }
    const auto before_every = end;
    skip_all(tokens, end, every);
    const bool recurs = end > before_every;
    if (is_at(tokens, end, "qúy") && recurs && !is_at(tokens, before_every, "trong")) {
        at = end + 1;
        return Months{Rhythm::quarterly, {3, 6, 9, 12}};
    }
    if (!is_at(tokens, end, "tháng")) return std::nullopt;
    ++end;
    const auto quarterly = [&](const Phrases& which) {
        auto tail = end;
        if (!skip(tokens, tail, which)) return false;
        skip_all(tokens, tail, every);
        if (!is_at(tokens, tail, "qúy")) return false;
        at = tail + 1;
        return true;
    };
    if (quarterly(last)) return Months{Rhythm::quarterly, {3, 6, 9, 12}};
    if (quarterly(first)) return Months{Rhythm::quarterly, {1, 4, 7, 10}};
    if (quarterly(second)) return Months{Rhythm::quarterly, {2, 5, 8, 11}};
    if (skip(tokens, end, next_month) || recurs) {
        const bool one_month = end < tokens.size() && tokens[end].digits > 0;
        if (one_month) return std::nullopt;
        at = end;
        return Months{};
    }
    return std::nullopt;
}

/// "10 và 25 hằng tháng"
std::optional<ReadRecurrences> days(const Tokens& tokens, std::size_t at) {
    static const Phrases separators{",", "và", "và ngày", ", ngày", "&"};
    if (at == 0 || !(tokens[at - 1].is("ngày") || is_at(tokens, at, "mùng"))) return std::nullopt;
    std::vector<int> found;
    auto end = at;
    while (const auto day = bare_day_at(tokens, end)) {
        found.push_back(day->moment.day);
        end = day->end;
        if (auto after = end; const auto rhythm = take_rhythm(tokens, after)) {
            ReadRecurrences read{{}, after};
            for (const int each : found)
                read.recurrences.push_back({rhythm->rhythm, each, rhythm->months, {}});
            return read;
        }
        if (!skip(tokens, end, separators)) break;
    }
    return std::nullopt;
}

struct Weekday {
    std::string_view name, written;
};

const Weekday* weekday_at(const Tokens& tokens, std::size_t at) {
    static constexpr auto names = std::to_array<Weekday>({{"hai", "thứ Hai"},
                                                          {"ba", "thứ Ba"},
                                                          {"tư", "thứ Tư"},
                                                          {"năm", "thứ Năm"},
                                                          {"sáu", "thứ Sáu"},
                                                          {"bảy", "thứ Bảy"},
                                                          {"2", "thứ Hai"},
                                                          {"3", "thứ Ba"},
                                                          {"4", "thứ Tư"},
                                                          {"5", "thứ Năm"},
                                                          {"6", "thứ Sáu"},
                                                          {"7", "thứ Bảy"},
                                                          {"nhật", "Chủ nhật"}});
    if (at + 1 >= tokens.size()) return nullptr;
    const bool sunday = tokens[at].is("chủ") && tokens[at + 1].is("nhật");
    if (!tokens[at].is("thứ") && !sunday) return nullptr;
    const auto found = std::ranges::find(names, tokens[at + 1].text, &Weekday::name);
    return found == names.end() ? nullptr : &*found;
}

/// "tuần đầu hằng tháng", "đầu tiên của tháng", "cuối cùng mỗi tháng": which week, in the plan
/// file's words.
std::string take_week(const Tokens& tokens, std::size_t& at) {
    static const Phrases fill{"của", "vào", "tuần", "trong"};
    static const Phrases every{"hằng", "mỗi", "của", "từng", "trong", "các"};
    struct Which {
        Phrases words;
        std::string_view written;
    };
    static const std::vector<Which> weeks{{{"đầu tiên", "đầu", "thứ nhất", "1"}, "đầu tháng"},
                                          {{"cuối cùng", "cuối"}, "cuối tháng"},
                                          {{"thứ hai", "thứ 2", "2"}, "thứ hai hằng tháng"},
                                          {{"thứ ba", "thứ 3", "3"}, "thứ ba hằng tháng"},
                                          {{"thứ tư", "thứ 4", "4"}, "thứ tư hằng tháng"}};
    auto end = at;
    skip_all(tokens, end, fill);
    for (const auto& week : weeks) {
        auto tail = end;
        if (!skip(tokens, tail, week.words)) continue;
        skip_all(tokens, tail, every);
        const bool one_month = tail + 1 < tokens.size() && tokens[tail + 1].digits > 0;
        if (!is_at(tokens, tail, "tháng") || one_month) continue;
        at = tail + 1;
        return std::string(week.written);
    }
    return {};
}

std::optional<ReadRecurrences> weekdays(const Tokens& tokens, std::size_t at) {
    const auto* weekday = weekday_at(tokens, at);
    if (weekday == nullptr) return std::nullopt;
    auto end = at + 2;
    if (const auto week = take_week(tokens, end); !week.empty())
        return ReadRecurrences{
            {{Rhythm::monthly, 0, {}, fmt::format("{} {}", weekday->written, week)}}, end};
    static const Phrases weekly{"hằng tuần", "mỗi tuần",   "đầu tuần",
                                "của tuần",  "trong tuần", "cuối tuần"};
    const bool each = at > 0 && (tokens[at - 1].is("mỗi") || tokens[at - 1].is("hằng"));
    const auto length = weekly.at(tokens, end, tokens.size());
    const bool dated = end + length < tokens.size() &&
                       (is_at(tokens, end + length, ",") || is_at(tokens, end + length, "(") ||
                        is_at(tokens, end + length, "ngày"));
    if ((length == 0 || (dated && !is_at(tokens, end, "hằng"))) && !each) return std::nullopt;
    return ReadRecurrences{{{Rhythm::weekly, 0, {}, fmt::format("{} hằng tuần", weekday->written)}},
                           end + length};
}

/// "ngày làm việc cuối cùng của tháng", "ngày cuối quý".
std::optional<ReadRecurrences> last_days(const Tokens& tokens, std::size_t at) {
    static const Phrases every{"hằng", "mỗi", "của", "từng", "trong", "các"};
    static const Phrases first{"đầu tiên", "đầu", "thứ nhất"};
    static const Phrases last{"cuối cùng", "cuối"};
    if (!is_at(tokens, at, "ngày")) return std::nullopt;
    auto end = at + 1;
    const bool working = is_at(tokens, end, "làm") && is_at(tokens, end + 1, "việc");
    if (working) end += 2;
    const bool of_first = skip(tokens, end, first);
    if (!of_first && !skip(tokens, end, last)) return std::nullopt;
    const auto before_every = end;
    skip_all(tokens, end, every);
    const bool month = is_at(tokens, end, "tháng");
    if ((!month && !is_at(tokens, end, "qúy")) || (end == before_every && !working && of_first))
        return std::nullopt;
    const bool one =
        end + 1 < tokens.size() &&
        (tokens[end + 1].digits > 0 || tokens[end + 1].is("i") || tokens[end + 1].is("ii") ||
         tokens[end + 1].is("iii") || tokens[end + 1].is("iv"));
    if (one) return std::nullopt;
    auto words = fmt::format("ngày {}{} {}", working ? "làm việc " : "", of_first ? "đầu" : "cuối",
                             month ? "tháng" : "quý");
    if (!working && of_first && month) words = "ngày 1 hằng tháng";
    return ReadRecurrences{
        {{month ? Rhythm::monthly : Rhythm::quarterly, 0,
          month ? std::vector<int>{} : std::vector<int>{3, 6, 9, 12}, std::move(words)}},
        end + 1};
}

}  // namespace

std::optional<ReadRecurrences> recurrences_at(const Tokens& tokens, std::size_t at) {
    for (const auto read : {days, weekdays, last_days})
        if (auto found = read(tokens, at)) return found;
    return std::nullopt;
}

}  // namespace nhaclich::document
