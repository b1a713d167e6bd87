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
        if (!when(*entry)) in.note("lint.no-date"_msg, about(*entry), in.where(*entry));
}

DayRange this_year_and_next(const Inspection& in) {
    const int year = year_of(in.today);
    return {make_day(year, 1, 1), make_day(year + 2, 1, 1)};
}

/// Those that take place in this year and the next.
std::vector<plan::Occurrence> coming(const Inspection& in) {
    auto all = plan::occurrences(in.c.plan, this_year_and_next(in), in.placing());
    std::erase_if(all, [](const plan::Occurrence& occurrence) {
        return occurrence.status == plan::Status::cancelled;
    });
    return all;
}

Args about(const plan::Occurrence& occurrence) { return {{"title", occurrence.title.vi.str()}}; }

const Where& where(const Inspection& in, const plan::Occurrence& occurrence) {
    return in.c.places.entries.at(occurrence.id.entry);
}

std::string holiday_name(const Inspection& in, const calendar::DayOff& off) {
    return off.holiday.in(in.c.settings.board.language).str();
}

void meetings_on_days_off(Inspection& in) {
    for (const auto& occurrence : coming(in)) {
        const Day day = first_day(occurrence, in.c.settings.board.zone);
        const auto off = in.working_days.day_off(day);
        if (occurrence.kind != plan::Kind::meeting || !off) continue;
        auto args = about(occurrence);
        args.push_back({"day", calendar::vietnamese(day)});
        if (off->holiday.empty()) {
            in.warn("lint.meeting-weekend"_msg, args, where(in, occurrence));
        } else {
            args.push_back({"holiday", holiday_name(in, *off)});
            in.warn("lint.meeting-holiday"_msg, args, where(in, occurrence));
        }
    }
}

void meetings_at_night(Inspection& in) {
    constexpr auto first = LocalHour::at(6, 0);
    constexpr auto last = LocalHour::at(21, 0);
    for (const auto* entry : in.standing()) {
        const auto* meeting = std::get_if<plan::Meeting>(entry);
        if (meeting == nullptr || !meeting->time) continue;
        const auto hour = meeting->time->hour;
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
        if (when(*entry) && !wants_silence(*entry) && !anybody_told(in, *entry))
            in.warn("lint.nobody-told"_msg, about(*entry), in.where(*entry));
}

void deadlines_no_unit_owes(Inspection& in) {
    for (const auto* entry : in.standing()) {
        const auto* deadline = std::get_if<plan::Deadline>(entry);
        if (deadline != nullptr && in.c.people.units_of(deadline->owed_by).empty())
            in.warn("lint.deadline-no-unit"_msg, about(*entry), in.where(*entry));
    }
}

/// The one day of an entry that does not recur.
std::optional<Day> only_day(const Entry& entry) {
    const auto date = when(entry);
    const auto* own = date ? std::get_if<calendar::PlanDate>(&*date) : nullptr;
    const auto* day = own != nullptr ? std::get_if<Day>(own) : nullptr;
    return day != nullptr ? std::optional{*day} : std::nullopt;
}

/// A plan lives from its year until a newer one replaces it: a date before that is on no calendar,
/// one beyond next year is most likely a slip of the pen.
void dates_outside_the_plan(Inspection& in) {
    const int last = std::max(in.c.plan.year, year_of(in.today) + 1);
    for (const auto* entry : in.standing()) {
        const auto day = only_day(*entry);
        const int first = year_of(head(*entry).validity.from);
        if (!day || (year_of(*day) >= first && year_of(*day) <= last)) continue;
        auto args = about(*entry);
        args.push_back({"day", calendar::vietnamese(*day)});
        args.push_back({"year", std::to_string(first)});
        in.warn("lint.outside-plan"_msg, args, in.where(*entry));
    }
}

void single_days_without_occurrence(Inspection& in, const Entry& entry, Day day, MessageId id) {
    if (find_occurrence(in.c.plan, {head(entry).id, day}, in.placing())) return;
    auto args = about(entry);
    args.push_back({"day", calendar::vietnamese(day)});
    in.warn(id, args, in.where(entry));
}

void changed_days_without_occurrence(Inspection& in) {
    for (const auto* entry : in.standing()) {
        for (const Day day : head(*entry).cancelled_on)
            single_days_without_occurrence(in, *entry, day, "lint.cancelled-nothing"_msg);
        for (const auto& [day, move] : head(*entry).moved)
            single_days_without_occurrence(in, *entry, day, "lint.moved-nothing"_msg);
    }
}

/// A date that, with its years, count and rule, falls on no day at all any more.
void entries_that_never_come(Inspection& in) {
    constexpr int years = 10;
    const int year = std::max(year_of(in.today), in.c.plan.year);
    const DayRange ahead{make_day(in.c.plan.year, 1, 1), make_day(year + years, 1, 1)};
    std::set<EntryId> coming;
    for (const auto& occurrence : plan::occurrences(in.c.plan, ahead, in.placing()))
        coming.insert(occurrence.id.entry);
    for (const auto* entry : in.standing())
        if (when(*entry) && !only_day(*entry) && !coming.contains(head(*entry).id))
            in.warn("lint.never"_msg, about(*entry), in.where(*entry));
}

void shifted_days(Inspection& in) {
    for (const auto& occurrence : coming(in)) {
        const auto& from = occurrence.shifted_from;
        if (!from || !from->why) continue;
        auto args = about(occurrence);
        args.push_back({"from", calendar::vietnamese(from->day)});
        args.push_back(
            {"due", calendar::vietnamese(effective_day(occurrence, in.c.settings.board.zone))});
        if (from->why->holiday.empty()) {
            in.note("lint.shifted-weekend"_msg, args, where(in, occurrence));
        } else {
            args.push_back({"holiday", holiday_name(in, *from->why)});
            in.note("lint.shifted-holiday"_msg, args, where(in, occurrence));
        }
    }
}

void years_without_announcement(Inspection& in) {
    const auto range = this_year_and_next(in);
    for (int year = year_of(range.first); year < year_of(range.end); ++year)
        if (calendar::is_forecast(in.c.holidays, year))
            in.note("lint.holidays-forecast"_msg, {{"year", std::to_string(year)}},
                    Where{in.c.files.front(), 0, 0});
}

std::string domain_of(const std::string& mail_address) {
    return mail_address.substr(mail_address.rfind('@') + 1);
}

/// Receivers that check SPF compare the two (DMARC, RFC 7489 3.1.2), and take a subdomain for the
/// same.
bool is_aligned(const std::string& one, const std::string& other) {
    return one == other || one.ends_with('.' + other) || other.ends_with('.' + one);
}

void returned_mail_of_another_domain(Inspection& in) {
    const auto& mail = in.c.settings.mail;
    if (!mail.smtp || !mail.bounces || mail.bounces->verp.empty()) return;
    const auto from = domain_of(mail.from_address);
    const auto back = domain_of(mail.bounces->verp);
    if (!is_aligned(from, back))
        in.warn("lint.return-domain"_msg, {{"from", from}, {"back", back}},
                Where{in.c.files.front(), 0, 0});
}

constexpr auto lints = std::to_array<void (*)(Inspection&)>(
    {members_no_channel_reaches, units_nobody_answers_for, groups_with_nobody,
     entries_without_a_date, meetings_on_days_off, meetings_at_night, entries_nobody_is_told_about,
     deadlines_no_unit_owes, dates_outside_the_plan, changed_days_without_occurrence,
     entries_that_never_come, shifted_days, years_without_announcement,
     returned_mail_of_another_domain});

}  // namespace

std::vector<Remark> lint(const Configuration& configuration, Day today) {
    Inspection inspection{configuration, today, calendar::WorkingDays(configuration.holidays), {}};
    for (const auto& look : lints) look(inspection);
    std::ranges::stable_sort(inspection.remarks, {},
                             [](const Remark& remark) { return remark.what.where; });
    return std::move(inspection.remarks);
}

}  // namespace nhaclich::config
