// How long a plan of 1,000 recurring entries takes over ten years, beside libical's bare iterator
// over the same rules.
#include "support/a_plan.hpp"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <libical/ical.h>

using namespace nhaclich;
using namespace nhaclich::test;

namespace {

constexpr int entries = 1000;
constexpr int rounds = 7;
const DayRange ten_years{make_day(2026, 1, 1), make_day(2036, 1, 1)};

std::string rule_number(int i) {
    constexpr const char* weekdays[] = {"MO", "TU", "WE", "TH", "FR"};
    switch (i % 5) {
        case 0:
            return fmt::format("FREQ=MONTHLY;BYMONTHDAY={}", 1 + i % 28);
        case 1:
            return fmt::format("FREQ=MONTHLY;BYDAY={}{}", 1 + i % 4, weekdays[i / 5 % 5]);
        case 2:
            return fmt::format("FREQ=YEARLY;BYMONTH={};BYMONTHDAY={}", 1 + i % 12, 1 + i % 28);
        case 3:
            return fmt::format("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY={}", 1 + i % 28);
        default:
            return fmt::format("FREQ=WEEKLY;BYDAY={}", weekdays[i / 5 % 5]);
    }
}

icaltimetype as_date(Day day) {
    auto time = icaltime_null_time();
    const std::chrono::year_month_day ymd{day};
    time.year = static_cast<int>(ymd.year());
    time.month = static_cast<int>(static_cast<unsigned>(ymd.month()));
    time.day = static_cast<int>(static_cast<unsigned>(ymd.day()));
    time.is_date = 1;
    return time;
}

std::size_t by_libical() {
    std::size_t count = 0;
    const auto end = as_date(ten_years.end);
    for (int i = 0; i < entries; ++i) {
        const auto rule = icalrecurrencetype_from_string(rule_number(i).c_str());
        auto* const iterator = icalrecur_iterator_new(rule, as_date(ten_years.first));
        for (auto time = icalrecur_iterator_next(iterator);
             !icaltime_is_null_time(time) && icaltime_compare(time, end) < 0;
             time = icalrecur_iterator_next(iterator))
            ++count;
        icalrecur_iterator_free(iterator);
    }
    return count;
}

plan::Plan a_plan_of_rules() {
    plan::Plan plan;
    plan.year = 2026;
    for (int i = 0; i < entries; ++i) {
        auto head = entry(fmt::format("muc-{}", i));
        head.validity.from = ten_years.first;
        plan.entries.emplace_back(plan::Observance{head, on(rule_number(i))});
    }
    return plan;
}

template <class Work>
double median_seconds(Work work, std::size_t& count) {
    std::vector<double> seconds;
    for (int round = 0; round < rounds; ++round) {
        const auto begin = std::chrono::steady_clock::now();
        count = work();
        const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
        seconds.push_back(taken.count());
    }
    std::ranges::sort(seconds);
    return seconds[seconds.size() / 2];
}

}  // namespace

int main() {
    const auto plan = a_plan_of_rules();
    const calendar::WorkingDays working_days{calendar::Holidays{}};
    const auto zone = hanoi();
    std::size_t libical = 0;
    std::size_t ours = 0;
    const double bare = median_seconds(by_libical, libical);
    const double whole = median_seconds(
        [&] {
            return plan::occurrences(plan, ten_years, {working_days, zone}).size();
        },
        ours);
    fmt::print("{:<24} {:>9} in {:9.4f} s\n", "libical's bare iterator", libical, bare);
    fmt::print("{:<24} {:>9} in {:9.4f} s, {:.2f} times\n", "occurrences of rules", ours, whole,
               whole / bare);
    return ours == libical ? 0 : 1;
}
