#include "config/holidays_file.hpp"

#include "config/values.hpp"

#include <utility>

namespace nhaclich::config {

namespace {

/// `on` for one day, or `from` and `to` for several; empty after a fault.
DayRange read_days(Section& section) {
    const auto day = [&](std::string_view key) {
        return single_day(section, section.date_text(key), key);
    };
    const auto on = day("on");
    const auto from = day("from");
    const auto to = day("to");
    const bool one = section.has("on") && !section.has("from") && !section.has("to");
    const bool span = !section.has("on") && section.has("from") && section.has("to");
    if (!one && !span) section.fault("on", "config.holiday-days"_msg);
    constexpr std::chrono::days a_day{1};
    if (one && on) return {*on, *on + a_day};
    if (!span || !from || !to) return {};
    constexpr std::chrono::days longest{31};
    if (*to < *from) section.fault("to", "config.span-backwards"_msg);
    if (*to - *from >= longest) {
        section.fault("to", "config.holiday-too-long"_msg,
                      {{"highest", std::to_string(longest.count())}});
        return {};
    }
    return {*from, *to + a_day};
}

bool is_weekend(Day day) {
    const std::chrono::weekday weekday{day};
    return weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
}

void read_off(Section& section, calendar::Holidays& holidays) {
    const auto name = line(section, "name", Need::required, 100);
    const auto days = read_days(section);
    bool told = false;
    for (Day day = days.first; day < days.end; day += std::chrono::days{1})
        if (!holidays.off.try_emplace(day, name).second && !std::exchange(told, true))
            section.fault("on", "config.holiday-twice"_msg, {{"day", calendar::vietnamese(day)}});
}

void read_working(Section& section, calendar::Holidays& holidays) {
    const auto name = line(section, "name", Need::required, 100);
    const auto day = single_day(section, section.date_text("on", Need::required), "on");
    if (!day) return;
    const Args args{{"day", calendar::vietnamese(*day)}};
    if (!is_weekend(*day)) section.fault("on", "config.working-weekday"_msg, args);
    if (holidays.off.contains(*day)) section.fault("on", "config.off-and-working"_msg, args);
    if (!holidays.working.try_emplace(*day, name).second)
        section.fault("on", "config.holiday-twice"_msg, args);
}

}  // namespace

calendar::Holidays read_holidays(Section& top) {
    calendar::Holidays holidays;
    top.each("off", [&](Section& section) { read_off(section, holidays); });
    top.each("working", [&](Section& section) { read_working(section, holidays); });
    return holidays;
}

}  // namespace nhaclich::config
