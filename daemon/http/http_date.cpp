#include "http/http_date.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>

namespace nhaclich::http {

namespace {

constexpr std::array<std::string_view, 7> weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/// -1 if it is not digits only.
int number(std::string_view digits) {
    int value = 0;
    if (!std::ranges::all_of(digits, [](char c) { return '0' <= c && c <= '9'; })) return -1;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

}  // namespace

std::string http_date(Instant instant) {
    const auto day = std::chrono::floor<std::chrono::days>(instant);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss time{instant - day};
    return fmt::format(
        "{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
        weekdays.at(std::chrono::weekday{day}.c_encoding()), static_cast<unsigned>(date.day()),
        months.at(static_cast<unsigned>(date.month()) - 1), static_cast<int>(date.year()),
        time.hours().count(), time.minutes().count(), time.seconds().count());
}

std::optional<Instant> parse_http_date(std::string_view text) {
    constexpr std::string_view shape = "Tue, 24 Nov 2026 01:00:00 GMT";
    if (text.size() != shape.size()) return std::nullopt;
    const auto month = std::ranges::find(months, text.substr(8, 3));
    const int day = number(text.substr(5, 2));
    const int year = number(text.substr(12, 4));
    const int hour = number(text.substr(17, 2));
    const int minute = number(text.substr(20, 2));
    const int second = number(text.substr(23, 2));
    if (month == months.end() || std::min({day, year, hour, minute, second}) < 0)
        return std::nullopt;
    if (hour > 23 || minute > 59 || second > 59) return std::nullopt;
    const std::chrono::year_month_day date{
        std::chrono::year{year},
        std::chrono::month{static_cast<unsigned>(month - months.begin()) + 1},
        std::chrono::day{static_cast<unsigned>(day)}};
    if (!date.ok()) return std::nullopt;
    const Instant instant = std::chrono::sys_days{date} + std::chrono::hours{hour} +
                            std::chrono::minutes{minute} + std::chrono::seconds{second};
    // Checks what was not taken apart: separators, and a weekday that fits the date.
    if (http_date(instant) != text) return std::nullopt;
    return instant;
}

}  // namespace nhaclich::http
