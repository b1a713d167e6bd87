#include "calendar/rrule.hpp"

#include <algorithm>
#include <array>
#include <boost/algorithm/string/case_conv.hpp>
#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/split.hpp>
#include <cctype>
#include <cstdlib>
#include <libical/ical.h>
#include <map>
#include <memory>

namespace nhaclich::calendar {

namespace {

struct IteratorDeleter {
    void operator()(icalrecur_iterator* iterator) const { icalrecur_iterator_free(iterator); }
};
using Iterator = std::unique_ptr<icalrecur_iterator, IteratorDeleter>;

/// What an office needs fits many times; longer lists only cost time.
constexpr std::size_t longest = 200;

constexpr std::array<std::string_view, 11> parts{"FREQ",    "INTERVAL",   "COUNT",     "UNTIL",
                                                 "BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO",
                                                 "BYDAY",   "BYSETPOS",   "WKST"};
constexpr std::array<std::string_view, 4> frequencies{"DAILY", "WEEKLY", "MONTHLY", "YEARLY"};

tl::unexpected<Error> refused(MessageId id, std::string_view text) {
    return fail(id, {{"text", std::string(text)}});
}

using Parts = std::map<std::string, std::string>;

/// What RFC 5545 3.3.10 forbids: "6TU" of a week, weeks of a month, a place among nothing.
bool is_sound(const Parts& given) {
    const auto has = [&](const char* name) { return given.contains(name); };
    const auto& frequency = given.at("FREQ");
    const bool yearly = frequency == "YEARLY";
    const bool numbered_weekday =
        has("BYDAY") && given.at("BYDAY").find_first_of("0123456789") != std::string::npos;
    if (numbered_weekday && ((frequency != "MONTHLY" && !yearly) || has("BYWEEKNO"))) return false;
    if ((has("BYWEEKNO") || has("BYYEARDAY")) && !yearly) return false;
    if (has("BYMONTHDAY") && frequency == "WEEKLY") return false;
    const bool chooses =
        has("BYMONTH") || has("BYMONTHDAY") || has("BYYEARDAY") || has("BYWEEKNO") || has("BYDAY");
    return (!has("BYSETPOS") || chooses) && !(has("COUNT") && has("UNTIL"));
}

/// No month has a sixth Monday. libical looks for one in five centuries, which takes a while.
bool never_comes(const Parts& given) {
    constexpr int most_in_a_month = 5;
    if (!given.contains("BYDAY") || !(given.at("FREQ") == "MONTHLY" || given.contains("BYMONTH")))
        return false;
    std::vector<std::string> by_day;
    boost::split(by_day, given.at("BYDAY"), boost::is_any_of(","));
    return std::ranges::all_of(by_day, [](const std::string& weekday) {
        return std::abs(std::atoi(weekday.c_str())) > most_in_a_month;
    });
}

/// Every part is known, has a value, and stands once; FREQ is one that gives days.
Result<void> checked_parts(const std::string& rule) {
    std::vector<std::string> assignments;
    boost::split(assignments, rule, boost::is_any_of(";"));
    Parts given;
    for (const auto& assignment : assignments) {
        const auto equals = assignment.find('=');
        if (equals == std::string::npos || equals + 1 == assignment.size())
            return refused("rrule.format"_msg, rule);
        const auto name = assignment.substr(0, equals);
        const auto value = assignment.substr(equals + 1);
        const bool known = std::ranges::count(parts, name) > 0;
        if (!known || (name == "FREQ" && std::ranges::count(frequencies, value) == 0))
            return refused("rrule.part"_msg, assignment);
        if (!given.try_emplace(name, value).second) return refused("rrule.format"_msg, rule);
    }
    if (!given.contains("FREQ") || !is_sound(given)) return refused("rrule.format"_msg, rule);
    if (never_comes(given)) return refused("rrule.never"_msg, rule);
    return {};
}

icaltimetype date_of(Day day) {
    const auto date = ymd(day);
    // Not icaltime_null_date(): its hour of -1 keeps the iterator on one day for ever.
    icaltimetype time = icaltime_null_time();
    time.is_date = 1;
    time.year = static_cast<int>(date.year());
    time.month = static_cast<int>(static_cast<unsigned>(date.month()));
    time.day = static_cast<int>(static_cast<unsigned>(date.day()));
    return time;
}

Day day_of(const icaltimetype& time) {
    return make_day(time.year, static_cast<unsigned>(time.month), static_cast<unsigned>(time.day));
}

icalrecurrencetype parsed(const std::string& text) {
    return icalrecurrencetype_from_string(text.c_str());
}

}  // namespace

Result<Rrule> Rrule::parse(std::string_view text) {
    const auto allowed = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
               std::string_view("=;,+-").find(c) != std::string_view::npos;
    };
    if (text.size() > longest || !std::ranges::all_of(text, allowed))
        return refused("rrule.format"_msg, text);
    auto upper = boost::to_upper_copy(std::string(text));
    if (const auto sound = checked_parts(upper); !sound) return tl::unexpected(sound.error());
    if (parsed(upper).freq == ICAL_NO_RECURRENCE) return refused("rrule.format"_msg, text);
    const Rrule rule(std::move(upper));
    const auto start = make_day(2000, 1, 1);
    bool comes = false;
    rule.visit({start, make_day(2100, 1, 1)}, start, [&](Day) { return !(comes = true); });
    if (!comes) return refused("rrule.never"_msg, text);
    return rule;
}

void Rrule::visit(const DayRange& range, Day start, const std::function<bool(Day)>& take) const {
    auto rule = parsed(text_);
    const Iterator iterator(icalrecur_iterator_new(rule, date_of(start)));
    if (iterator == nullptr) return;
    // With COUNT every day from the start on has to be counted.
    if (rule.count == 0 && range.first > start)
        icalrecur_iterator_set_start(iterator.get(), date_of(range.first));
    for (auto next = icalrecur_iterator_next(iterator.get()); icaltime_is_null_time(next) == 0;
         next = icalrecur_iterator_next(iterator.get())) {
        const Day day = day_of(next);
        if (day >= range.end || (day >= range.first && !take(day))) return;
    }
}

std::vector<Day> Rrule::days(const DayRange& range, Day start) const {
    std::vector<Day> result;
    visit(range, start, [&](Day day) {
        // Two parts may name one day: BYMONTHDAY=31,-1.
        if (result.empty() || day > result.back()) result.push_back(day);
        return true;
    });
    return result;
}

}  // namespace nhaclich::calendar
