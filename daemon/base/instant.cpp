#include "base/instant.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace nhaclich {

namespace {

using std::chrono::year_month_day;

bool digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

int number(std::string_view digits) {
    int value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

}  // namespace

Result<LocalHour> LocalHour::parse(std::string_view text) {
    if (text.size() != 5 || text[2] != ':' || !digits(text.substr(0, 2)) || !digits(text.substr(3)))
        return fail("hour.format"_msg, {{"text", std::string(text)}});
    const int hour = number(text.substr(0, 2));
    const int minute = number(text.substr(3));
    if (hour > 23 || minute > 59) return fail("hour.range"_msg, {{"text", std::string(text)}});
    return LocalHour::at(hour, minute);
}

std::string LocalHour::text() const {
    return fmt::format("{:02}:{:02}", since_midnight_.count() / 60, since_midnight_.count() % 60);
}

Day make_day(int year, unsigned month, unsigned day) {
    return Day{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day}};
}

year_month_day ymd(Day day) { return year_month_day{day}; }

std::chrono::year_month month_of(Day day) {
    const auto date = ymd(day);
    return date.year() / date.month();
}

int year_of(Day day) { return static_cast<int>(ymd(day).year()); }

std::string iso(Day day) {
    const auto date = ymd(day);
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::string iso(Instant instant) {
    const auto days = std::chrono::floor<std::chrono::days>(instant);
    const std::chrono::hh_mm_ss time{instant - days};
    return fmt::format("{}T{:02}:{:02}:{:02}Z", iso(Day{days.time_since_epoch()}),
                       time.hours().count(), time.minutes().count(), time.seconds().count());
}

Result<Day> parse_iso_day(std::string_view text) {
    const bool shaped = text.size() == 10 && text[4] == '-' && text[7] == '-' &&
                        digits(text.substr(0, 4)) && digits(text.substr(5, 2)) &&
                        digits(text.substr(8));
    if (!shaped) return fail("date.iso"_msg, {{"text", std::string(text)}});
    const year_month_day date{std::chrono::year{number(text.substr(0, 4))},
                              std::chrono::month{static_cast<unsigned>(number(text.substr(5, 2)))},
                              std::chrono::day{static_cast<unsigned>(number(text.substr(8)))}};
    if (!date.ok()) return fail("date.no-such-day"_msg, {{"text", std::string(text)}});
    return Day{date};
}

Result<Instant> parse_iso_instant(std::string_view text) {
    const auto wrong = [&] { return fail("instant.iso"_msg, {{"text", std::string(text)}}); };
    if (text.size() != 20 || text[10] != 'T' || text[16] != ':' || text[19] != 'Z') return wrong();
    const auto day = parse_iso_day(text.substr(0, 10));
    const auto hour = LocalHour::parse(text.substr(11, 5));
    const auto seconds = text.substr(17, 2);
    if (!day || !hour || !digits(seconds) || number(seconds) > 59) return wrong();
    return Instant{day->time_since_epoch()} + hour->since_midnight() +
           std::chrono::seconds{number(seconds)};
}

}  // namespace nhaclich
