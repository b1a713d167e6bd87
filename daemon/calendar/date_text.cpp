#include "calendar/date_text.hpp"

#include "calendar/lunar.hpp"
#include "calendar/recurrence_words.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <fmt/format.h>
#include <optional>
#include <vector>

namespace nhaclich::calendar {

namespace {

using std::chrono::month_day;

constexpr std::array<std::string_view, 12> month_names{
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};

std::optional<unsigned> number(std::string_view text, std::size_t max_digits) {
    unsigned value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc{} && end == text.data() + text.size();
    if (!whole || text.size() > max_digits) return std::nullopt;
    return value;
}

/// "8 Mar", "8 March": three letters or more of an English month name.
std::optional<unsigned> english_month(std::string_view word) {
    std::string lower(word);
    std::ranges::transform(lower, lower.begin(), [](char c) {
        return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    });
    constexpr std::size_t shortest = 3;
    if (lower.size() < shortest) return std::nullopt;
    const auto found = std::ranges::find_if(
        month_names, [&](std::string_view name) { return name.starts_with(lower); });
    if (found == month_names.end()) return std::nullopt;
    return static_cast<unsigned>(found - month_names.begin()) + 1;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    while (true) {
        const auto at = text.find(separator);
        parts.push_back(text.substr(0, at));
        if (at == std::string_view::npos) return parts;
        text.remove_prefix(at + 1);
    }
}

struct Written {
    unsigned day = 0;
    unsigned month = 0;
    std::optional<unsigned> year;
};

std::optional<Written> read_slashes(const std::vector<std::string_view>& parts) {
    if (parts.size() != 2 && parts.size() != 3) return std::nullopt;
    const auto day = number(parts[0], 2);
    const auto month = number(parts[1], 2);
    if (!day || !month) return std::nullopt;
    Written written{*day, *month, std::nullopt};
    if (parts.size() == 3) {
        written.year = number(parts[2], 4);
        if (!written.year || parts[2].size() != 4) return std::nullopt;
    }
    return written;
}

std::optional<Written> read_english(const std::vector<std::string_view>& words) {
    if (words.size() != 2 && words.size() != 3) return std::nullopt;
    const auto day = number(words[0], 2);
    const auto month = english_month(words[1]);
    if (!day || !month) return std::nullopt;
    Written written{*day, *month, std::nullopt};
    if (words.size() == 3) {
        written.year = number(words[2], 4);
        if (!written.year || words[2].size() != 4) return std::nullopt;
    }
    return written;
}

/// "03-08", "8-3": two numbers that could be day and month in either order.
bool ambiguous(std::string_view text) {
    const auto parts = split(text, '-');
    return parts.size() == 2 && number(parts[0], 2) && number(parts[1], 2);
}

/// The years for which holidays and the lunar calendar can be reckoned; a typing error lies
/// outside.
Result<PlanDate> in_range(Day day, std::string_view text) {
    constexpr int first_year = 1900;
    constexpr int last_year = 2199;
    if (year_of(day) < first_year || year_of(day) > last_year)
        return fail("date.year-range"_msg, {{"text", std::string(text)}});
    return PlanDate{day};
}

Result<PlanDate> checked(const Written& written, std::string_view text) {
    const auto missing = [&] {
        return fail("date.no-such-day"_msg, {{"text", std::string(text)}});
    };
    const std::chrono::month month{written.month};
    const std::chrono::day day{written.day};
    if (!written.year) {
        const month_day yearly{month, day};
        if (!yearly.ok()) return missing();
        return PlanDate{yearly};
    }
    const std::chrono::year_month_day once{std::chrono::year{static_cast<int>(*written.year)},
                                           month, day};
    if (!once.ok()) return missing();
    return in_range(Day{once}, text);
}

/// "10/3 âm lịch" → "10/3"; nothing if it is not said to be lunar.
std::optional<std::string_view> lunar_part(std::string_view text) {
    for (const std::string_view mark : {" âm lịch", " ÂM LỊCH", " Âm lịch", " AL", " lunar"})
        if (text.ends_with(mark)) return text.substr(0, text.size() - mark.size());
    return std::nullopt;
}

Result<PlanDate> lunar(std::string_view date, std::string_view text) {
    constexpr unsigned months = 12;
    constexpr unsigned longest_month = 30;
    const auto written = read_slashes(split(date, '/'));
    if (!written) return fail("date.format"_msg, {{"text", std::string(text)}});
    if (written->month < 1 || written->month > months || written->day < 1 ||
        written->day > longest_month)
        return fail("date.no-such-day"_msg, {{"text", std::string(text)}});
    if (!written->year) return PlanDate{LunarDay{written->month, written->day}};
    const auto day =
        solar_day({static_cast<int>(*written->year), written->month, written->day, false});
    if (!day) return tl::unexpected(day.error());
    return PlanDate{*day};
}

/// "RRULE:FREQ=…" or "FREQ=…", nothing if it does not begin so.
std::optional<std::string_view> rule_part(std::string_view text) {
    constexpr std::string_view name = "RRULE:";
    if (text.starts_with(name)) return text.substr(name.size());
    return text.starts_with("FREQ=") ? std::optional{text} : std::nullopt;
}

}  // namespace

Result<PlanDate> parse_plan_date(std::string_view text) {
    if (const auto iso_day = parse_iso_day(text)) return in_range(*iso_day, text);
    if (const auto date = lunar_part(text)) return lunar(*date, text);
    if (const auto rule = rule_part(text))
        return Rrule::parse(*rule).map([](Rrule r) { return PlanDate{std::move(r)}; });
    if (const auto written = read_slashes(split(text, '/'))) return checked(*written, text);
    if (const auto written = read_english(split(text, ' '))) return checked(*written, text);
    if (ambiguous(text)) {
        const auto parts = split(text, '-');
        return fail("date.ambiguous"_msg, {{"text", std::string(text)},
                                           {"one", fmt::format("{}/{}", parts[0], parts[1])},
                                           {"other", fmt::format("{}/{}", parts[1], parts[0])}});
    }
    if (auto recurring = parse_recurrence(text)) return *std::move(recurring);
    return fail("date.format"_msg, {{"text", std::string(text)}});
}

namespace {

std::string day_and_month(std::chrono::day day, std::chrono::month month) {
    const auto m = static_cast<unsigned>(month);
    return fmt::format("{:02}/{:0{}}", static_cast<unsigned>(day), m, m <= 2 ? 2 : 1);
}

}  // namespace

std::string vietnamese(Day day) {
    const auto date = ymd(day);
    return fmt::format("{}/{}", day_and_month(date.day(), date.month()),
                       static_cast<int>(date.year()));
}

std::string vietnamese(const PlanDate& date) {
    if (const auto* once = std::get_if<Day>(&date)) return vietnamese(*once);
    if (const auto* lunar = std::get_if<LunarDay>(&date))
        return fmt::format("{}/{} âm lịch", lunar->day, lunar->month);
    if (const auto* working = std::get_if<MonthlyWorkingDay>(&date)) return vietnamese(*working);
    if (const auto* rule = std::get_if<Rrule>(&date)) return "RRULE:" + rule->text();
    const auto yearly = std::get<month_day>(date);
    return day_and_month(yearly.day(), yearly.month());
}

}  // namespace nhaclich::calendar
