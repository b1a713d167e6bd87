#include "scenario/sim_edit.hpp"

#include <algorithm>
#include <array>

namespace nhaclich::test {

using std::chrono::days;

namespace {

SimRule rule_of(int number, SimKind kind) {
    constexpr std::array usual{-10, -7, -3, -1, 0};
    constexpr std::array at{6, 8, 8, 15, 23};
    if (kind == SimKind::meeting && number % 4 == 0) return {1 + number % 5, 0, true};
    return {usual[static_cast<std::size_t>(number) % usual.size()],
            at[static_cast<std::size_t>(number / 7) % at.size()], false};
}

SimEntry entry_of(Day day, int number) {
    SimEntry entry;
    entry.kind = static_cast<SimKind>(number % 3);
    entry.day = day;
    entry.hour = 7 + number % 11;
    entry.group = number % 2 == 0 ? "chung" : "hai";
    const int rules = 1 + number % 3;
    for (int i = 0; i < rules; ++i) {
        const auto rule = rule_of(number / 3 + i * 5, entry.kind);
        if (std::ranges::find(entry.rules, rule) == entry.rules.end()) entry.rules.push_back(rule);
    }
    return entry;
}

/// Rules in hours are for meetings.
void fix_hours(SimBoard& board) {
    for (auto& [id, entry] : board.entries)
        if (entry.kind != SimKind::meeting)
            std::erase_if(entry.rules, [](const SimRule& rule) { return rule.hours; });
}

/// What adds to the files or is about the whole board.
bool edit_whole(SimBoard& board, const Event& event, Day today, int& added) {
    const auto what = event.name();
    if (what == "add") {
        board.entries["them-" + std::to_string(added++)] =
            entry_of(today + days{event.a % 60}, event.b);
        return true;
    }
    if (what == "add-member") {
        board.members["moi-" + std::to_string(added++)] = {
            {event.a % 2 == 0 ? "chung" : "hai"}, event.b % 3 == 0 ? "tk-1" : "", event.b % 2 == 0};
        return true;
    }
    if (what == "zone") {
        board.zone = 7 + event.a % 3;
        return true;
    }
    return false;
}

}  // namespace

SimBoard first_board(std::mt19937_64& chance) {
    SimBoard board;
    for (int i = 0; i < 6; ++i) {
        const Day day = make_day(2026, 1, 1) + days{static_cast<int>(chance() % 360)};
        board.entries["viec-" + std::to_string(i)] =
            entry_of(day, static_cast<int>(chance() % 100));
    }
    board.members["an"] = {{"chung", "thuong-truc"}, "", false};
    board.members["binh"] = {{"chung", "hai"}, "tk-1", true};
    board.members["cuc"] = {{"hai"}, "tk-2", false};
    return board;
}

bool edit(SimBoard& board, const Event& event, Day today, int& added) {
    const auto what = event.name();
    auto& entries = board.entries;
    auto& members = board.members;
    if (edit_whole(board, event, today, added)) return true;
    if (entries.empty() || members.size() < 3) return what == "move" || what == "rename";
    auto& [id, entry] = *chosen(entries, event.a);
    auto& [name, member] = *chosen(members, event.a);
    if (what == "move")
        entry.day += days{event.b % 31 - 10};
    else if (what == "cancel")
        entry.cancelled = true;
    else if (what == "restore")
        entry.cancelled = false;
    else if (what == "rename")
        ++entry.title;
    else if (what == "rules")
        entry.rules = entry_of(entry.day, event.b).rules;
    else if (what == "remove")
        entries.erase(id);
    else if (what == "drop-member")
        members.erase(name);
    else if (what == "regroup")
        member.groups = {event.b % 2 == 0 ? "chung" : "hai"};
    else
        return false;
    fix_hours(board);
    return true;
}

}  // namespace nhaclich::test
