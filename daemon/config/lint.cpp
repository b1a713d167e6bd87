#include "config/lint.hpp"

#include "calendar/date_text.hpp"
#include "plan/occurrences.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace nhaclich::config {

namespace {

using plan::Entry;

/// What the functions below look at, and where they put what they find.
struct Inspection {
    const Configuration& c;
    Day today;
    calendar::WorkingDays working_days;
    std::vector<Remark> remarks;

    plan::Placing placing() const { return {working_days, c.settings.board.zone}; }
    void warn(MessageId id, Args args, const Where& where) {
        remarks.push_back({Severity::warning, {id, std::move(args), where}});
    }
    void note(MessageId id, Args args, const Where& where) {
        remarks.push_back({Severity::note, {id, std::move(args), where}});
    }
    const Where& where(const Entry& entry) const { return c.places.entries.at(head(entry).id); }
    /// Entries that are not cancelled as a whole.
    std::vector<const Entry*> standing() const {
        std::vector<const Entry*> entries;
        for (const auto& entry : c.plan.entries)
            if (!head(entry).cancelled) entries.push_back(&entry);
        return entries;
    }
};

Args about(const Entry& entry) { return {{"title", head(entry).title.vi.str()}}; }

bool reachable(const plan::Member& member) { return !member.addresses.empty(); }

void members_no_channel_reaches(Inspection& in) {
    for (const auto& member : in.c.people.members)
        if (!reachable(member))
            in.warn("lint.member-unreachable"_msg, {{"name", member.name.str()}},
                    in.c.places.members.at(member.id));
}

void units_nobody_answers_for(Inspection& in) {
    for (const auto& unit : in.c.people.units)
        if (unit.members.empty())
            in.warn("lint.unit-unanswered"_msg, {{"title", unit.title.vi.str()}},
                    in.c.places.units.at(unit.id));
}

void groups_with_nobody(Inspection& in) {
    for (const auto& group : in.c.people.groups)
        if (in.c.people.members_of({group.id}).empty())
            in.warn("lint.group-empty"_msg, {{"id", group.id.str()}},
                    in.c.places.groups.at(group.id));
}

void entries_without_a_date(Inspection& in) {
    for (const auto* entry : in.standing())
        if (!has_date(*entry)) in.note("lint.no-date"_msg, about(*entry), in.where(*entry));
}

const plan::Meeting* dated_meeting(const Entry& entry) {
    const auto* meeting = std::get_if<plan::Meeting>(&entry);
    return meeting != nullptr && meeting->when ? meeting : nullptr;
}

void meetings_on_days_off(Inspection& in) {
    for (const auto* entry : in.standing()) {
        const auto* meeting = dated_meeting(*entry);
        const auto off =
            meeting != nullptr ? in.working_days.day_off(meeting->when->day) : std::nullopt;
        if (!off) continue;
        auto args = about(*entry);
        args.push_back({"day", calendar::vietnamese(meeting->when->day)});
        if (off->holiday.empty()) {
            in.warn("lint.meeting-weekend"_msg, args, in.where(*entry));
        } else {
            args.push_back({"holiday", off->holiday.str()});
            in.warn("lint.meeting-holiday"_msg, args, in.where(*entry));
        }
    }
}

void meetings_at_night(Inspection& in) {
    constexpr auto first = LocalHour::at(6, 0);
    constexpr auto last = LocalHour::at(21, 0);
    for (const auto* entry : in.standing()) {
        const auto* meeting = dated_meeting(*entry);
        if (meeting == nullptr) continue;
        const auto hour = meeting->when->hour;
        if (hour >= first && hour <= last) continue;
        auto args = about(*entry);
        args.push_back({"hour", hour.text()});
        in.warn("lint.meeting-hour"_msg, args, in.where(*entry));
    }
}

/// Of a deadline: those who answer for the units that owe it, and those who receive it.
std::vector<const plan::Member*> concerned(const Inspection& in, const Entry& entry) {
    const auto& people = in.c.people;
    if (const auto* deadline = std::get_if<plan::Deadline>(&entry))
        return people.parties(deadline->owed_by, deadline->submit_to);
    const auto& audience = head(entry).audience;
    return people.members_of(audience.empty() ? in.c.settings.board.audience : audience);
}

/// An empty list of rules is somebody's wish, not an oversight.
bool wants_silence(const Entry& entry) {
    const auto& remind = head(entry).remind;
    return remind && remind->empty();
}

bool anybody_told(const Inspection& in, const Entry& entry) {
    const auto& defaults = in.c.settings.reminders.defaults.at(kind(entry));
    const auto& rules = head(entry).remind.value_or(defaults);
    return std::ranges::any_of(rules, [&](const plan::Rule& rule) {
        const auto told = rule.to.empty() ? concerned(in, entry) : in.c.people.members_of(rule.to);
        return std::ranges::any_of(told,
                                   [](const plan::Member* member) { return reachable(*member); });
    });
}

void entries_nobody_is_told_about(Inspection& in) {
    for (const auto* entry : in.standing())
        if (has_date(*entry) && !wants_silence(*entry) && !anybody_told(in, *entry))
            in.warn("lint.nobody-told"_msg, about(*entry), in.where(*entry));
}

void deadlines_no_unit_owes(Inspection& in) {
    for (const auto* entry : in.standing()) {
        const auto* deadline = std::get_if<plan::Deadline>(entry);
        if (deadline != nullptr && in.c.people.units_of(deadline->owed_by).empty())
            in.warn("lint.deadline-no-unit"_msg, about(*entry), in.where(*entry));
    }
}

using calendar::PlanDate;

std::vector<PlanDate> dates_of(const plan::Observance& e) { return {e.on}; }
std::vector<PlanDate> dates_of(const plan::Campaign& e) { return {e.from}; }
std::vector<PlanDate> dates_of(const plan::Deadline& e) { return {e.date}; }
std::vector<PlanDate> dates_of(const plan::Meeting& e) {
    return e.when ? std::vector<PlanDate>{e.when->day} : std::vector<PlanDate>{};
}
std::vector<PlanDate> dates_of(const plan::Task& e) {
    return e.span ? std::vector<PlanDate>{e.span->from} : std::vector<PlanDate>{};
}

/// A plan lives from its year until a newer one replaces it: a date before that is on no calendar,
/// one beyond next year is most likely a slip of the pen.
void dates_outside_the_plan(Inspection& in) {
    const int first = in.c.plan.year;
    const int last = std::max(in.c.plan.year, year_of(in.today) + 1);
    for (const auto* entry : in.standing())
        for (const auto& date : std::visit([](const auto& e) { return dates_of(e); }, *entry)) {
            const auto* day = std::get_if<Day>(&date);
            if (day == nullptr || (year_of(*day) >= first && year_of(*day) <= last)) continue;
            auto args = about(*entry);
            args.push_back({"day", calendar::vietnamese(*day)});
            args.push_back({"year", std::to_string(first)});
            in.warn("lint.outside-plan"_msg, args, in.where(*entry));
        }
}

void cancelled_days_without_occurrence(Inspection& in) {
    for (const auto* entry : in.standing())
        for (const Day day : head(*entry).cancelled_on) {
            if (find_occurrence(in.c.plan, {head(*entry).id, day}, in.placing())) continue;
            auto args = about(*entry);
            args.push_back({"day", calendar::vietnamese(day)});
            in.warn("lint.cancelled-nothing"_msg, args, in.where(*entry));
        }
}

DayRange this_year_and_next(const Inspection& in) {
    const int year = year_of(in.today);
    return {make_day(year, 1, 1), make_day(year + 2, 1, 1)};
}

void shifted_due_days(Inspection& in) {
    for (const auto& occurrence :
         plan::occurrences(in.c.plan, this_year_and_next(in), in.placing())) {
        const auto& from = occurrence.shifted_from;
        if (!from || occurrence.status == plan::Status::cancelled) continue;
        Args args{{"title", occurrence.title.vi.str()},
                  {"from", calendar::vietnamese(from->day)},
                  {"due", calendar::vietnamese(*occurrence.due)}};
        const auto& where = in.c.places.entries.at(occurrence.id.entry);
        if (from->why.holiday.empty()) {
            in.note("lint.shifted-weekend"_msg, args, where);
        } else {
            args.push_back({"holiday", from->why.holiday.str()});
            in.note("lint.shifted-holiday"_msg, args, where);
        }
    }
}

void years_without_holidays(Inspection& in) {
    const auto range = this_year_and_next(in);
    for (int year = year_of(range.first); year < year_of(range.end); ++year) {
        const bool listed = std::ranges::any_of(
            in.c.holidays.off, [&](const auto& off) { return year_of(off.first) == year; });
        if (!listed)
            in.note("lint.no-holidays"_msg, {{"year", std::to_string(year)}},
                    Where{in.c.files.front(), 0, 0});
    }
}

constexpr auto lints = std::to_array<void (*)(Inspection&)>(
    {members_no_channel_reaches, units_nobody_answers_for, groups_with_nobody,
     entries_without_a_date, meetings_on_days_off, meetings_at_night, entries_nobody_is_told_about,
     deadlines_no_unit_owes, dates_outside_the_plan, cancelled_days_without_occurrence,
     shifted_due_days, years_without_holidays});

}  // namespace

std::vector<Remark> lint(const Configuration& configuration, Day today) {
    Inspection inspection{configuration, today, calendar::WorkingDays(configuration.holidays), {}};
    for (const auto& look : lints) look(inspection);
    std::ranges::stable_sort(inspection.remarks, {},
                             [](const Remark& remark) { return remark.what.where; });
    return std::move(inspection.remarks);
}

}  // namespace nhaclich::config
