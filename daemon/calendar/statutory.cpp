#include "calendar/statutory.hpp"

#include "calendar/lunar.hpp"
#include "calendar/weekend.hpp"

#include <boost/algorithm/string/replace.hpp>
#include <map>

namespace nhaclich::calendar {

namespace {

constexpr std::chrono::days one{1};

class Year {
  public:
    void add(Day day, const HolidayName& name) {
        days_.try_emplace(day, Holiday{name, Ground::statutory});
    }

    void add_span(Day first, int count, const HolidayName& name) {
        for (int i = 0; i < count; ++i) add(first + std::chrono::days{i}, name);
    }

    /// For each holiday on a weekend the next day that is neither.
    void add_in_lieu(const HolidayName& pattern) {
        const auto statutory = days_;
        for (const auto& [day, holiday] : statutory) {
            if (!is_weekend(day)) continue;
            Day free = day + one;
            while (is_weekend(free) || days_.contains(free)) free += one;
            days_.emplace(free, Holiday{filled(pattern, holiday.name), Ground::in_lieu});
        }
    }

    std::vector<DatedHoliday> in_order() const {
        std::vector<DatedHoliday> result;
        result.reserve(days_.size());
        for (const auto& [day, holiday] : days_) result.push_back({day, holiday});
        return result;
    }

  private:
    static Line filled(const Line& pattern, const Line& name) {
        return Line::parse(boost::replace_all_copy(pattern.str(), "{holiday}", name.str()))
            .value_or(name);
    }

    static HolidayName filled(const HolidayName& pattern, const HolidayName& name) {
        return {filled(pattern.vi, name.vi), filled(pattern.en, name.en)};
    }

    std::map<Day, Holiday> days_;
};

/// The four days of older codes were the last of the old year and three of the new one.
Day usual_tet(Day new_year, int days) {
    constexpr int four = 4;
    if (days == four) return new_year - one;
    const Day from = new_year - 2 * one;
    return std::chrono::weekday{from} == std::chrono::Sunday ? from + one : from;
}

/// The two days: with 3/9 where 2/9 is a Monday or Thursday, else with 1/9.
Day usual_national_day(int year) {
    const Day day = make_day(year, 9, 2);
    const std::chrono::weekday weekday{day};
    const bool next = weekday == std::chrono::Monday || weekday == std::chrono::Thursday;
    return next ? day : day - one;
}

}  // namespace

std::string_view code(Ground ground) {
    switch (ground) {
        case Ground::statutory:
            return "statutory";
        case Ground::in_lieu:
            return "in-lieu";
        case Ground::announced:
            return "announced";
    }
    return {};
}

std::vector<DatedHoliday> statutory_holidays(int year, const Statute& statute,
                                             const Announcement& announcement) {
    if (year < first_statutory_year || year > last_statutory_year) return {};
    constexpr int five_days_of_tet = 2013;
    constexpr int two_national_days = 2021;
    constexpr int first_hung_kings_day = 2007;
    constexpr int first_culture_day = 2026;
    const int tet_days = year < five_days_of_tet ? 4 : 5;
    const int national_days = year < two_national_days ? 1 : 2;
    const auto lunar = LunarYear::of(year).value();
    const auto& names = statute.names;
    Year days;
    days.add(make_day(year, 1, 1), names.new_year);
    days.add_span(announcement.tet.value_or(usual_tet(lunar.days().first, tet_days)), tet_days,
                  names.tet);
    if (year >= first_hung_kings_day) days.add(lunar.anniversary(3, 10), names.hung_kings);
    days.add(make_day(year, 4, 30), names.reunification);
    days.add(make_day(year, 5, 1), names.labour);
    const Day national = national_days == 1 ? make_day(year, 9, 2) : usual_national_day(year);
    days.add_span(announcement.national_day.value_or(national), national_days, names.national);
    if (statute.culture_day && year >= first_culture_day)
        days.add(make_day(year, 11, 24), names.culture);
    days.add_in_lieu(names.in_lieu);
    return days.in_order();
}

}  // namespace nhaclich::calendar
