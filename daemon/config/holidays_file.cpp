#include "config/holidays_file.hpp"

#include "calendar/weekend.hpp"
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

void read_off(Section& section, calendar::Holidays& holidays) {
    const auto name = title(section, "name", Need::required);
    const auto days = read_days(section);
    bool told = false;
    for (Day day = days.first; day < days.end; day += std::chrono::days{1})
        if (!holidays.off.try_emplace(day, calendar::Holiday{name}).second &&
            !std::exchange(told, true))
            section.fault("on", "config.holiday-twice"_msg, {{"day", calendar::vietnamese(day)}});
}

void read_working(Section& section, calendar::Holidays& holidays) {
    const auto name = title(section, "name", Need::required);
    const auto day = single_day(section, section.date_text("on", Need::required), "on");
    if (!day) return;
    const Args args{{"day", calendar::vietnamese(*day)}};
    if (!calendar::is_weekend(*day)) section.fault("on", "config.working-weekday"_msg, args);
    if (holidays.off.contains(*day)) section.fault("on", "config.off-and-working"_msg, args);
    if (!holidays.working.try_emplace(*day, name).second)
        section.fault("on", "config.holiday-twice"_msg, args);
}

/// A day of that year and, for an announced choice, near the holiday it is for.
std::optional<Day> chosen_day(Section& section, std::string_view key, int year) {
    const auto day = single_day(section, section.date_text(key), key);
    if (day && year_of(*day) != year) {
        section.fault(key, "config.holiday-year"_msg, {{"year", std::to_string(year)}});
        return std::nullopt;
    }
    return day;
}

void read_year(Section& section, calendar::Holidays& holidays) {
    const auto year = static_cast<int>(section
                                           .integer("year", calendar::first_statutory_year,
                                                    calendar::last_statutory_year, Need::required)
                                           .value_or(calendar::first_statutory_year));
    const calendar::Announcement announcement{line(section, "source", Need::required),
                                              chosen_day(section, "tet", year),
                                              chosen_day(section, "national_day", year)};
    if (!holidays.announced.try_emplace(year, announcement).second)
        section.fault("year", "config.year-twice"_msg, {{"year", std::to_string(year)}});
}

calendar::HolidayName in_lieu_name(Section& names) {
    const auto pattern = title(names, "in_lieu", Need::required);
    for (const auto& text : {pattern.vi, pattern.en})
        if (!text.empty() && text.str().find("{holiday}") == std::string::npos)
            names.fault("in_lieu", "config.in-lieu-name"_msg);
    return pattern;
}

calendar::StatutoryNames read_names(Section& top) {
    calendar::StatutoryNames names;
    top.within("names", [&](Section& section) {
        const auto name = [&](std::string_view key) { return title(section, key, Need::required); };
        names = {.new_year = name("new_year"),
                 .tet = name("tet"),
                 .hung_kings = name("hung_kings"),
                 .reunification = name("reunification"),
                 .labour = name("labour"),
                 .national = name("national"),
                 .culture = name("culture"),
                 .in_lieu = in_lieu_name(section)};
    });
    return names;
}

}  // namespace

calendar::Holidays read_holidays(Section& top, const calendar::StatutoryNames& usual_names) {
    calendar::Holidays holidays;
    calendar::Statute statute;
    statute.names = top.has("names") ? read_names(top) : usual_names;
    statute.culture_day = top.boolean("culture_day").value_or(true);
    if (top.boolean("statutory").value_or(true)) holidays.statute = statute;
    top.each("year", [&](Section& section) { read_year(section, holidays); });
    top.each("off", [&](Section& section) { read_off(section, holidays); });
    top.each("working", [&](Section& section) { read_working(section, holidays); });
    return holidays;
}

}  // namespace nhaclich::config
