#include "calendar/lunar.hpp"

#include "calendar/sky.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace nhaclich::calendar {

namespace {

constexpr std::chrono::hours meridian{7};
constexpr int first_year = 1900;
constexpr int last_year = 2199;

Day day_of(Instant instant) {
    return Day{std::chrono::floor<std::chrono::days>(instant + meridian).time_since_epoch()};
}

Instant midnight(Day day) { return Instant{day.time_since_epoch()} - meridian; }

/// The first day of the month that begins with lunation `k`.
Day month_start(int k) { return day_of(sky::new_moon(k)); }

/// Where the sun stands as the day begins. A term falls on the last day that begins before it.
int sector(Day day) { return sky::solar_sector(midnight(day)); }

/// The lunation of the 11th month: the month that holds the December solstice of `year`.
int eleventh_month(int year) {
    constexpr int winter = 9;
    // The solstice falls on 20 to 23 December, so this lunation or a neighbour is meant.
    int k = sky::lunation_near(make_day(year, 12, 21));
    while (sector(month_start(k + 1)) < winter) ++k;
    while (sector(month_start(k)) >= winter) --k;
    return k;
}

/// The months from the 11th at lunation `from` up to but not including the 11th at `to`. Of 13
/// the first without a major solar term repeats the number before it.
std::vector<LunarMonth> between_solstices(int from, int to) {
    std::vector<Day> starts;
    for (int k = from; k <= to; ++k) starts.push_back(month_start(k));
    constexpr int with_leap = 13;
    bool leap_to_place = to - from == with_leap;
    unsigned number = 11;
    std::vector<LunarMonth> months;
    for (std::size_t i = 0; i + 1 < starts.size(); ++i) {
        const bool leap = leap_to_place && i > 0 && sector(starts[i]) == sector(starts[i + 1]);
        if (leap)
            leap_to_place = false;
        else if (i > 0)
            number = number % 12 + 1;
        months.push_back({number, leap, {starts[i], starts[i + 1]}});
    }
    return months;
}

tl::unexpected<Error> out_of_range(int year) {
    return fail("lunar.range"_msg, {{"year", std::to_string(year)},
                                    {"first", std::to_string(first_year)},
                                    {"last", std::to_string(last_year)}});
}

}  // namespace

Result<LunarYear> LunarYear::of(int year) {
    if (year < first_year || year > last_year) return out_of_range(year);
    const int before = eleventh_month(year - 1);
    const int within = eleventh_month(year);
    const int after = eleventh_month(year + 1);
    auto months = between_solstices(before, within);
    std::ranges::copy(between_solstices(within, after), std::back_inserter(months));
    const auto is_first = [](const LunarMonth& m) { return m.number == 1 && !m.leap; };
    const auto begin = std::ranges::find_if(months, is_first);
    const auto end = std::find_if(begin + 1, months.end(), is_first);
    return LunarYear(year, {begin, end});
}

std::optional<LunarDate> LunarYear::date_of(Day day) const {
    for (const auto& month : months_)
        if (month.days.contains(day))
            return LunarDate{year_, month.number,
                             static_cast<unsigned>((day - month.days.first).count()) + 1,
                             month.leap};
    return std::nullopt;
}

std::optional<Day> LunarYear::day_of(unsigned month, unsigned day, bool leap) const {
    if (day < 1) return std::nullopt;
    for (const auto& m : months_) {
        const Day found = m.days.first + std::chrono::days{day - 1};
        if (m.number == month && m.leap == leap && m.days.contains(found)) return found;
    }
    return std::nullopt;
}

Day LunarYear::anniversary(unsigned month, unsigned day) const {
    if (const auto kept = day_of(month, day)) return *kept;
    return day_of(month, day - 1).value();
}

Result<LunarDate> lunar_date(Day day) {
    const int gregorian = year_of(day);
    for (const int year : {gregorian, gregorian - 1})
        if (const auto lunar = LunarYear::of(year))
            if (const auto date = lunar->date_of(day)) return *date;
    return out_of_range(gregorian);
}

Result<Day> solar_day(const LunarDate& date) {
    const auto year = LunarYear::of(date.year);
    if (!year) return tl::unexpected(year.error());
    if (const auto day = year->day_of(date.month, date.day, date.leap)) return *day;
    return fail("lunar.no-such-day"_msg,
                {{"text", fmt::format("{}/{}/{}", date.day, date.month, date.year)}});
}

}  // namespace nhaclich::calendar
