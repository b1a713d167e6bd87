// A small board for tests of the room, whole calendars of it planned by short calls.
#pragma once

#include "reminder/agenda.hpp"
#include "reminder/verdict.hpp"
#include "support/a_plan.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace nhaclich::test {

inline ChannelId channel(const std::string& id) { return ChannelId::parse(id).value(); }
inline UnitId unit(const std::string& id) { return UnitId::parse(id).value(); }

using Lines = std::vector<std::string>;

/// Two members of a neighbourhood's unit and the standing member, each with a mail address but
/// "vang".
struct World {
    plan::Plan plan;
    plan::People people;
    calendar::Holidays days_off;
    calendar::WorkingDays working_days{calendar::Holidays{}};
    calendar::Zone zone = hanoi();
    std::vector<GroupId> everybody{group("thanh-vien")};
    plan::Reminding reminding;
    plan::Submissions submissions;
    reminder::Records records;

    World() {
        plan.year = 2026;
        people.groups = {{group("thanh-vien"), {}, {group("tieu-khu"), group("thuong-truc")}},
                         {group("tieu-khu"), {}, {}},
                         {group("thuong-truc"), {}, {}},
                         {group("khach"), {}, {}}};
        add("hoa", {});
        add("binh", {group("thuong-truc")});
        add("khach", {group("khach")});
        people.members.push_back(
            {member("vang"), line("Vắng"), {}, plan::Language::vi, {group("thanh-vien")}, {}});
        people.units = {{unit("tk1"), {}, {group("tieu-khu")}, {member("hoa")}}};
        reminding.standing = {group("thuong-truc")};
    }

    void add(const std::string& id, std::vector<GroupId> groups) {
        people.members.push_back({member(id),
                                  line(id),
                                  {},
                                  plan::Language::vi,
                                  std::move(groups),
                                  {{channel("email"), line(id + "@example.org")}}});
    }

    plan::Member& the(const std::string& id) {
        return *std::ranges::find(people.members, member(id), &plan::Member::id);
    }
    reminder::Preferences& choices_of(const std::string& id) {
        return records.preferences[member(id)];
    }
    void choose(const std::string& id, const std::string& key, const std::string& value) {
        if (!reminder::choose(choices_of(id), key, value)) throw std::runtime_error(value);
    }
    void report(const std::string& entry, const std::string& nominal, const std::string& by,
                const std::string& on = "2026-11-19",
                reminder::Answer answer = reminder::Answer::submitted) {
        records.receipts[{EntryId::parse(entry).value(), day(nominal)}][unit(by)] = {
            answer, day(on), instant(on + "T05:00:00Z"), "cli"};
    }
    void day_off(const std::string& date) {
        days_off.off[day(date)] = {};
        working_days = calendar::WorkingDays{days_off};
    }

    reminder::Sources sources() const {
        return {plan, people, working_days, zone, everybody, reminding, submissions};
    }

    reminder::Agenda at(const std::string& now, const reminder::Facts& facts) const {
        const Instant then = instant(now);
        const DueWindow window{std::min(then, facts.planned_until.value_or(then)),
                               then + std::chrono::days{400}};
        reminder::Schedule schedule(sources(), records, window);
        return reminder::agenda(schedule, facts, then);
    }

    reminder::Agenda at(const std::string& now, const std::string& planned_until = "") const {
        reminder::Facts facts;
        if (!planned_until.empty()) facts.planned_until = instant(planned_until);
        return at(now, facts);
    }

    /// Everything due in a stretch of time.
    std::vector<reminder::Delivery> in(const std::string& after, const std::string& until) const {
        const DueWindow window{instant(after), instant(until)};
        reminder::Schedule schedule(sources(), records, window);
        return reminder::expected(schedule, window);
    }
    std::vector<reminder::Delivery> in_the_year() const {
        return in("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z");
    }

    /// "wanted", "not before …" or the reason against it.
    std::string verdict(const reminder::Delivery& delivery, const std::string& now) const {
        const auto judged = reminder::verdict(sources(), records, delivery, instant(now));
        if (const auto* later = std::get_if<reminder::NotYet>(&judged))
            return "not before " + iso(later->not_before);
        if (const auto* unwanted = std::get_if<reminder::Unwanted>(&judged))
            return std::string(unwanted->reason.key);
        return "wanted";
    }
};

inline plan::EntryHead told_by(const std::string& id, const Lines& rules) {
    auto head = entry(id);
    head.remind.emplace();
    for (const auto& text : rules) head.remind->push_back(rule(text));
    return head;
}

inline plan::Meeting meeting(const std::string& id, const std::string& date, LocalHour hour,
                             const Lines& rules) {
    return {told_by(id, rules), plan::MeetingTime{on(date), hour, std::chrono::minutes{60}}};
}

/// Owed by the neighbourhoods to the standing member.
inline plan::Deadline deadline(const std::string& id, const std::string& by, const Lines& rules) {
    return {
        told_by(id, rules), plan::Limit::by, on(by), {group("tieu-khu")}, {group("thuong-truc")}};
}

inline Lines told(const std::vector<reminder::Delivery>& deliveries) {
    Lines lines;
    for (const auto& d : deliveries)
        lines.push_back(iso(d.due) + " " + d.key.occurrence.entry.str() + " " + d.key.rule + " " +
                        d.key.member.str() + " " + d.key.channel.str());
    return lines;
}

/// "RULE MEMBER" of each.
inline Lines brief(const std::vector<reminder::Delivery>& deliveries) {
    Lines lines;
    for (const auto& d : deliveries) lines.push_back(d.key.rule + " " + d.key.member.str());
    return lines;
}

/// "RULE MEMBER CHANNEL" of each.
inline Lines routes(const std::vector<reminder::Delivery>& deliveries) {
    Lines lines;
    for (const auto& d : deliveries)
        lines.push_back(d.key.rule + " " + d.key.member.str() + " " + d.key.channel.str());
    return lines;
}

/// "ENTRY RULE MEMBER: reason" of each.
inline Lines untold(const std::vector<reminder::Unsent>& unsent) {
    Lines lines;
    for (const auto& one : unsent)
        lines.push_back(one.delivery.key.occurrence.entry.str() + " " + one.delivery.key.rule +
                        " " + one.delivery.key.member.str() + ": " + std::string(one.reason.key));
    return lines;
}

}  // namespace nhaclich::test
