#include "calendar/holidays.hpp"

namespace nhaclich::calendar {

void add_statutory(Holidays& holidays, int year) {
    if (!holidays.statute) return;
    const auto announced = holidays.announced.find(year);
    const auto choice = announced != holidays.announced.end() ? announced->second : Announcement{};
    for (auto& [day, holiday] : statutory_holidays(year, *holidays.statute, choice))
        holidays.off.try_emplace(day, std::move(holiday));
}

bool is_forecast(const Holidays& holidays, int year) {
    return holidays.statute && !holidays.announced.contains(year);
}

}  // namespace nhaclich::calendar
