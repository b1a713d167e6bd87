#include "calendar/recurrence_words.hpp"

#include <algorithm>
#include <array>
#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/split.hpp>
#include <charconv>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace nhaclich::calendar {

namespace {

using Months = std::vector<unsigned>;

/// A word or words, and what they stand for.
template <class Value>
struct Word {
    std::string_view words;
    Value value;
};

constexpr auto weekdays = std::to_array<Word<std::string_view>>(
    {{"thứ hai", "MO"},  {"thứ ba", "TU"},  {"thứ tư", "WE"},   {"thứ năm", "TH"},
     {"thứ sáu", "FR"},  {"thứ bảy", "SA"}, {"chủ nhật", "SU"}, {"thứ 2", "MO"},
     {"thứ 3", "TU"},    {"thứ 4", "WE"},   {"thứ 5", "TH"},    {"thứ 6", "FR"},
     {"thứ 7", "SA"},    {"monday", "MO"},  {"tuesday", "TU"},  {"wednesday", "WE"},
     {"thursday", "TH"}, {"friday", "FR"},  {"saturday", "SA"}, {"sunday", "SU"}});

/// Which of several; the last has the number -1.
constexpr auto ordinals = std::to_array<Word<int>>({{"đầu tiên", 1},
                                                    {"đầu", 1},
                                                    {"thứ nhất", 1},
                                                    {"thứ hai", 2},
                                                    {"thứ ba", 3},
                                                    {"thứ tư", 4},
                                                    {"thứ năm", 5},
                                                    {"cuối cùng", -1},
                                                    {"cuối", -1},
                                                    {"first", 1},
                                                    {"second", 2},
                                                    {"third", 3},
                                                    {"fourth", 4},
                                                    {"last", -1}});

constexpr auto english_months = std::to_array<Word<unsigned>>({{"january", 1},
                                                               {"february", 2},
                                                               {"march", 3},
                                                               {"april", 4},
                                                               {"may", 5},
                                                               {"june", 6},
                                                               {"july", 7},
                                                               {"august", 8},
                                                               {"september", 9},
                                                               {"october", 10},
                                                               {"november", 11},
                                                               {"december", 12}});

std::vector<std::string> split_words(std::string_view text) {
    std::vector<std::string> words;
    const auto lower = lower_case(text);
    boost::split(words, lower, boost::is_any_of(" ,"), boost::token_compress_on);
    std::erase(words, "");
    // "hàng tháng" is the other spelling of "hằng tháng"; "của", "vào", "the" add nothing.
    for (auto& word : words)
        if (word == "hàng" || word == "mỗi") word = "hằng";
    std::erase_if(words, [](const std::string& word) {
        return word == "của" || word == "vào" || word == "the" || word == "of" || word == "on";
    });
    return words;
}

/// Reads the words from left to right; what does not fit leaves it where it was.
class Reading {
  public:
    explicit Reading(std::vector<std::string> words) : words_(std::move(words)) {}

    bool ended() const { return at_ == words_.size(); }

    bool take(std::string_view phrase) {
        const auto wanted = split_words(phrase);
        if (words_.size() - at_ < wanted.size() ||
            !std::equal(wanted.begin(), wanted.end(), words_.begin() + static_cast<Offset>(at_)))
            return false;
        at_ += wanted.size();
        return true;
    }

    bool take_any(std::initializer_list<std::string_view> phrases) {
        return std::ranges::any_of(phrases, [&](std::string_view phrase) { return take(phrase); });
    }

    template <class Value, std::size_t size>
    std::optional<Value> one_of(const std::array<Word<Value>, size>& choices) {
        for (const auto& choice : choices)
            if (take(choice.words)) return choice.value;
        return std::nullopt;
    }

    /// A number, "15th" too, within the limits.
    std::optional<unsigned> number(unsigned lowest, unsigned highest) {
        if (ended()) return std::nullopt;
        std::string_view word = words_[at_];
        for (const std::string_view suffix : {"st", "nd", "rd", "th"})
            if (word.ends_with(suffix)) word.remove_suffix(suffix.size());
        unsigned value = 0;
        const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
        const bool whole = error == std::errc{} && end == word.data() + word.size();
        if (!whole || word.size() > 2 || value < lowest || value > highest) return std::nullopt;
        ++at_;
        return value;
    }

    /// Tries `read` and goes back if it gives nothing.
    template <class Read>
    auto attempt(Read read) -> decltype(read()) {
        const auto before = at_;
        auto result = read();
        if (!result) at_ = before;
        return result;
    }

  private:
    using Offset = std::vector<std::string>::difference_type;
    std::vector<std::string> words_;
    std::size_t at_ = 0;
};

const Months every_month{};
const Months quarter_begins{1, 4, 7, 10};
const Months quarter_ends{3, 6, 9, 12};

std::optional<Months> listed_months(Reading& words) {
    Months months;
    while (const auto month = words.number(1, 12)) {
        months.push_back(*month);
        words.take("và");
    }
    std::ranges::sort(months);
    const auto repeated = std::ranges::unique(months);
    months.erase(repeated.begin(), repeated.end());
    return months.empty() ? std::nullopt : std::optional{months};
}

std::optional<Months> english_month_list(Reading& words) {
    Months months;
    while (const auto month = words.one_of(english_months)) {
        months.push_back(*month);
        words.take("and");
    }
    std::ranges::sort(months);
    const auto repeated = std::ranges::unique(months);
    months.erase(repeated.begin(), repeated.end());
    return months.empty() ? std::nullopt : std::optional{months};
}

/// "hằng tháng", "tháng cuối quý", "các tháng 3, 6", "tháng 5", "every month" …: the months meant.
std::optional<Months> months_of(Reading& words) {
    return words.attempt([&]() -> std::optional<Months> {
        if (words.take_any({"tháng đầu quý", "tháng đầu hằng quý", "tháng thứ nhất quý",
                            "first month every quarter"}))
            return quarter_begins;
        if (words.take_any({"tháng cuối quý", "tháng cuối hằng quý", "tháng thứ ba quý",
                            "last month every quarter"}))
            return quarter_ends;
        if (words.take_any({"tháng thứ hai quý", "tháng giữa quý", "second month every quarter"}))
            return Months{2, 5, 8, 11};
        if (words.take_any({"hằng tháng", "every month", "each month"})) return every_month;
        if (words.take_any({"các tháng", "tháng"}))
            if (auto months = listed_months(words)) return months;
        return english_month_list(words);
    });
}

std::string by_month(const Months& months) {
    return months.empty() ? std::string() : fmt::format(";BYMONTH={}", fmt::join(months, ","));
}

PlanDate rule(const std::string& text) { return Rrule::parse(text).value(); }

PlanDate day_of_months(unsigned day, const Months& months) {
    constexpr unsigned in_every_month = 28;
    const std::string frequency = "FREQ=MONTHLY" + by_month(months);
    if (day <= in_every_month) return rule(fmt::format("{};BYMONTHDAY={}", frequency, day));
    // Of the days from the 28th to the wanted one the last that the month has.
    std::vector<unsigned> wanted;
    for (unsigned d = in_every_month; d <= day; ++d) wanted.push_back(d);
    return rule(fmt::format("{};BYMONTHDAY={};BYSETPOS=-1", frequency, fmt::join(wanted, ",")));
}

PlanDate last_day_of(const Months& months) {
    return rule("FREQ=MONTHLY" + by_month(months) + ";BYMONTHDAY=-1");
}

PlanDate weekday_of_months(int nth, std::string_view weekday, const Months& months) {
    return rule(fmt::format("FREQ=MONTHLY{};BYDAY={}{}", by_month(months), nth, weekday));
}

/// Alone, "đầu tháng" and "cuối quý" say both which one and of which months.
struct Edge {
    int nth;
    Months months;
};

std::optional<Edge> edge(Reading& words) {
    if (words.take_any({"đầu tháng", "first every month"})) return Edge{1, every_month};
    if (words.take_any({"cuối tháng", "cuối cùng hằng tháng", "last every month"}))
        return Edge{-1, every_month};
    if (words.take_any({"đầu quý", "first every quarter"})) return Edge{1, quarter_begins};
    if (words.take_any({"cuối quý", "last every quarter"})) return Edge{-1, quarter_ends};
    return std::nullopt;
}

std::optional<Edge> whole_edge(Reading& words) {
    return words.attempt([&]() -> std::optional<Edge> {
        auto found = edge(words);
        return found && words.ended() ? found : std::nullopt;
    });
}

std::optional<Edge> which_of_months(Reading& words) {
    if (auto found = whole_edge(words)) return found;
    return words.attempt([&]() -> std::optional<Edge> {
        words.take("tuần");
        auto nth = words.one_of(ordinals);
        if (!nth && words.take("thứ"))
            if (const auto number = words.number(1, 20)) nth = static_cast<int>(*number);
        if (!nth) return std::nullopt;
        const auto months = months_of(words);
        return months && words.ended() ? std::optional{Edge{*nth, *months}} : std::nullopt;
    });
}

std::optional<PlanDate> working_day(Reading& words) {
    if (!words.take("ngày làm việc")) return std::nullopt;
    const auto which = which_of_months(words);
    if (!which) return std::nullopt;
    return MonthlyWorkingDay{which->nth, which->months};
}

std::optional<PlanDate> day_of_month(Reading& words) {
    if (!words.take("ngày")) return std::nullopt;
    if (const auto which = whole_edge(words))
        return which->nth < 0 ? last_day_of(which->months) : day_of_months(1, which->months);
    const auto day = words.number(1, 31);
    const auto months = day ? months_of(words) : std::nullopt;
    // One month alone is a yearly date, for which "8/3" is the way to write.
    if (!months || months->size() == 1) return std::nullopt;
    return day_of_months(*day, *months);
}

std::optional<PlanDate> weekly(Reading& words) {
    const bool english = words.take("every");
    std::vector<std::string_view> wanted;
    while (const auto day = words.one_of(weekdays)) {
        wanted.push_back(*day);
        if (!words.take("và")) words.take("and");
    }
    if (wanted.empty() || (!english && !words.take("hằng tuần"))) return std::nullopt;
    return rule(fmt::format("FREQ=WEEKLY;BYDAY={}", fmt::join(wanted, ",")));
}

std::optional<PlanDate> weekday_of_month(Reading& words) {
    constexpr int most = 5;
    const auto weekday = words.one_of(weekdays);
    const auto which = weekday ? which_of_months(words) : std::nullopt;
    if (!which || which->nth > most) return std::nullopt;
    return weekday_of_months(which->nth, *weekday, which->months);
}

std::optional<Months> english_months_of(Reading& words) {
    if (words.take_any({"every quarter", "each quarter"})) return quarter_ends;
    return months_of(words);
}

std::optional<PlanDate> english(Reading& words) {
    if (const auto day = words.attempt([&] { return words.number(1, 31); })) {
        const auto months = months_of(words);
        if (!months || months->size() == 1) return std::nullopt;
        return day_of_months(*day, *months);
    }
    const auto nth = words.one_of(ordinals);
    if (!nth) return std::nullopt;
    if (words.take("working day")) {
        const auto months = english_months_of(words);
        return months ? std::optional<PlanDate>(MonthlyWorkingDay{*nth, *months}) : std::nullopt;
    }
    if (words.take("day")) {
        const auto months = english_months_of(words);
        if (!months) return std::nullopt;
        return *nth < 0 ? last_day_of(*months)
                        : day_of_months(static_cast<unsigned>(*nth), *months);
    }
    const auto weekday = words.one_of(weekdays);
    const auto months = weekday ? months_of(words) : std::nullopt;
    if (!months) return std::nullopt;
    return weekday_of_months(*nth, *weekday, *months);
}

}  // namespace

std::optional<PlanDate> parse_recurrence(std::string_view text) {
    constexpr std::size_t longest = 200;
    if (text.size() > longest) return std::nullopt;
    const Reading start(split_words(text));
    for (const auto form : {working_day, day_of_month, weekly, weekday_of_month, english}) {
        Reading words = start;
        if (auto date = form(words); date && words.ended()) return date;
    }
    return std::nullopt;
}

std::string vietnamese(const MonthlyWorkingDay& day) {
    std::string which = day.n < 0 ? "cuối cùng" : fmt::format("thứ {}", day.n);
    if (day.months.empty()) return fmt::format("ngày làm việc {} hằng tháng", which);
    return fmt::format("ngày làm việc {} các tháng {}", which, fmt::join(day.months, ", "));
}

}  // namespace nhaclich::calendar
