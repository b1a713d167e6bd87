// Days, spans and lengths in words: the part of Catalogue that knows the calendar.
#include "calendar/date_text.hpp"
#include "message/catalogue.hpp"

#include <array>
#include <cctype>

namespace nhaclich::message {

namespace {

using namespace std::chrono;

constexpr std::array<MessageId, 7> weekdays{
    "weekday.sunday"_msg,   "weekday.monday"_msg, "weekday.tuesday"_msg, "weekday.wednesday"_msg,
    "weekday.thursday"_msg, "weekday.friday"_msg, "weekday.saturday"_msg};

constexpr std::array<MessageId, 12> months{
    "month.january"_msg,   "month.february"_msg, "month.march"_msg,    "month.april"_msg,
    "month.may"_msg,       "month.june"_msg,     "month.july"_msg,     "month.august"_msg,
    "month.september"_msg, "month.october"_msg,  "month.november"_msg, "month.december"_msg};

struct Plural {
    MessageId one;
    MessageId other;
};

Plural plural(Unit unit) {
    switch (unit) {
        case Unit::day:
            return {"count.day.one"_msg, "count.day.other"_msg};
        case Unit::working_day:
            return {"count.working-day.one"_msg, "count.working-day.other"_msg};
        case Unit::hour:
            return {"count.hour.one"_msg, "count.hour.other"_msg};
        case Unit::minute:
            return {"count.minute.one"_msg, "count.minute.other"_msg};
        case Unit::reporting_unit:
            return {"count.unit.one"_msg, "count.unit.other"_msg};
        case Unit::matter:
            return {"count.matter.one"_msg, "count.matter.other"_msg};
    }
    return {};
}

/// What a pattern of a date may name: in numbers as Vietnamese offices write, or day, month, year.
Args date_args(const Catalogue& words, Day day) {
    const auto date = ymd(day);
    const calendar::PlanDate yearly = month_day{date.month(), date.day()};
    return {{"numeric", calendar::vietnamese(day)},
            {"numeric_short", calendar::vietnamese(yearly)},
            {"day", std::to_string(static_cast<unsigned>(date.day()))},
            {"month", words.month(day)},
            {"year", std::to_string(static_cast<int>(date.year()))}};
}

}  // namespace

std::string Catalogue::weekday(Day day) const {
    return text(weekdays[std::chrono::weekday{day}.c_encoding()]);
}

std::string Catalogue::month(Day day) const {
    return text(months[static_cast<unsigned>(ymd(day).month()) - 1]);
}

std::string Catalogue::full_day(Day day) const {
    return text("date.full"_msg, date_args(*this, day));
}

std::string Catalogue::short_day(Day day) const {
    return text("date.short"_msg, date_args(*this, day));
}

std::string Catalogue::day(Day day) const {
    return text("date.day"_msg, {{"weekday", weekday(day)}, {"date", full_day(day)}});
}

std::string Catalogue::span(const DayRange& range) const {
    const Day last = range.end - days{1};
    if (last <= range.first) return day(range.first);
    const bool same_year = year_of(range.first) == year_of(last);
    return text("date.span"_msg,
                {{"first", same_year ? short_day(range.first) : full_day(range.first)},
                 {"last", full_day(last)}});
}

std::string Catalogue::count(int number, Unit unit) const {
    const auto forms = plural(unit);
    return text(number == 1 ? forms.one : forms.other, {{"number", std::to_string(number)}});
}

std::string Catalogue::duration(minutes length) const {
    const auto whole_days = floor<days>(length);
    const auto whole_hours = floor<hours>(length - whole_days);
    const auto rest = length - whole_days - whole_hours;
    std::string result;
    const auto add = [&](auto number, Unit unit) {
        if (number == 0) return;
        if (!result.empty()) result += ' ';
        result += count(static_cast<int>(number), unit);
    };
    add(whole_days.count(), Unit::day);
    add(whole_hours.count(), Unit::hour);
    add(rest.count(), Unit::minute);
    return result.empty() ? count(0, Unit::minute) : result;
}

std::string Catalogue::distance(Day day, Day today) const {
    const auto ahead = static_cast<int>((day - today).count());
    if (ahead == 0) return text("distance.today"_msg);
    if (ahead == 1) return text("distance.tomorrow"_msg);
    if (ahead == -1) return text("distance.yesterday"_msg);
    if (ahead > 0) return text("distance.ahead"_msg, {{"days", count(ahead, Unit::day)}});
    return text("distance.past"_msg, {{"days", count(-ahead, Unit::day)}});
}

std::string clock_time(Instant instant, const calendar::Zone& zone) {
    const auto minutes =
        std::chrono::floor<std::chrono::minutes>(zone.local(instant).since_midnight).count();
    constexpr int minutes_of_hour = 60;
    return LocalHour::at(static_cast<int>(minutes) / minutes_of_hour,
                         static_cast<int>(minutes) % minutes_of_hour)
        .text();
}

std::string capitalised(std::string text) {
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
        text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
    return text;
}

}  // namespace nhaclich::message
