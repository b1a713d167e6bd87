// Any text is a rule or an error; a rule gives days of the range, in order, none before its start.
#include "calendar/rrule.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace nhaclich;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto rule = calendar::Rrule::parse(text);
    if (!rule) return 0;
    const auto again = calendar::Rrule::parse(rule->text());
    if (!again || *again != *rule) std::abort();
    const auto start = make_day(2023, 12, 15);
    const DayRange range{make_day(2024, 1, 1), make_day(2026, 1, 1)};
    const auto days = rule->days(range, start);
    if (!std::ranges::is_sorted(days)) std::abort();
    if (std::ranges::adjacent_find(days) != days.end()) std::abort();
    for (const Day day : days)
        if (!range.contains(day) || day < start) std::abort();
    return 0;
}
