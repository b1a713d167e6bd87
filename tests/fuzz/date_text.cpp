// Any text is a date or an error; a date written out as offices write it reads back the same.
#include "calendar/date_text.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace nhaclich;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto date = calendar::parse_plan_date(text);
    if (!date) return 0;
    if (calendar::parse_plan_date(calendar::vietnamese(*date)) != *date) std::abort();
    static const calendar::WorkingDays weekdays{calendar::Holidays{}};
    for (const int year : {1900, 2023, 2024, 2199}) {
        const DayRange range{make_day(year, 1, 1), make_day(year + 1, 1, 1)};
        for (const Day day : calendar::days_of(*date, range, make_day(1900, 1, 1), weekdays))
            if (!range.contains(day)) std::abort();
    }
    return 0;
}
