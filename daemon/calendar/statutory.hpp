// The public holidays of Vietnam by law, with the days off in lieu of those on a weekend.
// In: a year, the names of the holidays, what the government chose that year. Out: days with names.
#pragma once

#include "base/instant.hpp"
#include "base/text.hpp"

#include <optional>
#include <vector>

namespace nhaclich::calendar {

using HolidayName = Localized<Line>;

struct StatutoryNames {
    HolidayName new_year;       ///< 1/1
    HolidayName tet;            ///< five days around the lunar New Year
    HolidayName hung_kings;     ///< 10/3 lunar
    HolidayName reunification;  ///< 30/4
    HolidayName labour;         ///< 1/5
    HolidayName national;       ///< 2/9 and one day beside it
    HolidayName culture;        ///< 24/11, since 2026
    HolidayName in_lieu;        ///< with "{holiday}" where the holiday's name goes
    friend bool operator==(const StatutoryNames&, const StatutoryNames&) = default;
};

/// The law as a board keeps it.
struct Statute {
    StatutoryNames names;
    bool culture_day = true;
    friend bool operator==(const Statute&, const Statute&) = default;
};

/// What the government announces for one year; without it, what is usual.
struct Announcement {
    Line source;                      ///< the document or where it was published
    std::optional<Day> tet;           ///< the first of the five days
    std::optional<Day> national_day;  ///< the first of the two days
    friend bool operator==(const Announcement&, const Announcement&) = default;
};

enum class Ground { statutory, in_lieu, announced };
std::string_view code(Ground ground);  ///< "statutory", "in-lieu", "announced"

struct Holiday {
    HolidayName name;
    Ground ground = Ground::announced;
    friend bool operator==(const Holiday&, const Holiday&) = default;
};

struct DatedHoliday {
    Day day;
    Holiday holiday;
};

inline constexpr int first_statutory_year = 2000;  ///< five working days a week since late 1999
inline constexpr int last_statutory_year = 2199;   ///< as far as the lunar calendar

/// Labour Code 2019, art. 112 (the holidays), art. 111.3 (one on a weekly rest day gives the next
/// working day off), Politburo Resolution 80-NQ/TW of January 2026 (24/11). Earlier codes knew one
/// day for 2/9 (until 2020), four for Tết (until 2012), none on 10/3 lunar (until 2006). Usual is:
/// Tết from two days before it, or from the day before where those two would begin on a Sunday;
/// beside 2/9 the day that joins it to the weekend. In order; nothing for a year outside the two
/// above.
std::vector<DatedHoliday> statutory_holidays(int year, const Statute& statute,
                                             const Announcement& announcement);

}  // namespace nhaclich::calendar
