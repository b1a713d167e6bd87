// How long planning takes for a board far larger than any: a year of 60 entries for 10,000 members.
// Compare figures of one machine only.
#include "reminder/agenda.hpp"
#include "support/a_plan.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fmt/format.h>

using namespace nhaclich;
using namespace nhaclich::test;

namespace {

constexpr int members = 10'000;
constexpr int entries = 60;

plan::People a_crowd() {
    plan::People people;
    people.groups = {{group("thanh-vien"), {}, {}}};
    for (int i = 0; i < members; ++i) {
        const auto id = fmt::format("m{:05}", i);
        people.members.push_back(
            {member(id),
             line(id),
             {},
             plan::Language::vi,
             {group("thanh-vien")},
             {{ChannelId::parse("email").value(), line(id + "@example.org")}}});
    }
    return people;
}

plan::Plan a_full_year() {
    plan::Plan plan;
    plan.year = 2026;
    for (int i = 0; i < entries; ++i) {
        auto head = entry(fmt::format("ngay-{}", i));
        head.remind = {rule("-3d 08:00"), rule("0d 06:30")};
        plan.entries.emplace_back(
            plan::Observance{head, on(fmt::format("{}/{}", i % 28 + 1, i % 12 + 1))});
    }
    return plan;
}

/// The median of five rounds, or of as many as begin within two seconds.
template <class Work>
void measure(std::string_view what, Work work) {
    using Time = std::chrono::steady_clock;
    constexpr std::size_t rounds_at_most = 5;
    constexpr std::chrono::seconds enough{2};
    std::vector<double> seconds;
    std::size_t count = 0;
    const auto begun = Time::now();
    while (seconds.size() < rounds_at_most && Time::now() - begun < enough) {
        const auto start = Time::now();
        count = work();
        seconds.push_back(std::chrono::duration<double>(Time::now() - start).count());
    }
    std::ranges::sort(seconds);
    fmt::print("{:<24} {:>9} in {:9.4f} s\n", what, count, seconds[seconds.size() / 2]);
    std::fflush(stdout);
}

}  // namespace

int main() {
    const auto plan = a_full_year();
    const auto people = a_crowd();
    const calendar::WorkingDays working_days{calendar::Holidays{}};
    const auto zone = hanoi();
    const std::vector<GroupId> everybody{group("thanh-vien")};
    const plan::Reminding reminding;
    const plan::Submissions submissions;
    const reminder::Records records;
    const reminder::Sources sources{plan,      people,    working_days, zone,
                                    everybody, reminding, submissions};

    const DueWindow year{instant("2026-01-01T00:00:00Z"), instant("2027-01-01T00:00:00Z")};
    const DueWindow morning{instant("2026-03-02T12:00:00Z"), instant("2026-03-03T12:00:00Z")};
    measure("occurrences of a century", [&] {
        return plan::occurrences(plan, {day("2026-01-01"), day("2126-01-01")}, {working_days, zone})
            .size();
    });
    measure("slots of a year",
            [&] { return reminder::Schedule(sources, records, year).due_in(year).size(); });
    measure("deliveries of a morning", [&] {
        reminder::Schedule schedule(sources, records, morning);
        return expected(schedule, morning).size();
    });
    // As the daemon does: from one wake-up to the next, each agenda gone before the next.
    measure("deliveries of a year", [&] {
        reminder::Schedule schedule(sources, records, year);
        reminder::Facts facts{year.after, {}};
        std::size_t count = 0;
        for (auto next = schedule.next_after(year.after); next; next = schedule.next_after(*next)) {
            count += agenda(schedule, facts, *next).deliveries.size();
            facts.planned_until = *next;
        }
        return count;
    });
    reminder::Schedule schedule(sources, records, year);
    measure("next wake-up",
            [&] { return std::size_t{schedule.next_after(morning.after).has_value() ? 1U : 0U}; });
}
