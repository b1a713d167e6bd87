#include "config/plan_file.hpp"

#include "config/addresses.hpp"
#include "config/reminding_section.hpp"
#include "config/values.hpp"

#include <algorithm>
#include <array>

namespace nhaclich::config {

namespace {

using calendar::PlanDate;
using plan::Kind;

/// What the readers of entries share.
struct Reading {
    References& references;
    Places& places;
    UniqueIds ids;
    int year = 0;  ///< of the plan
};

constexpr PlanDate some_date = std::chrono::month_day{std::chrono::January / 1};

Line read_link(Section& entry) {
    const auto written = entry.text("link");
    if (!written) return {};
    const auto address =
        entry.accepted(parse_web_address(written->text, Web::https), written->where);
    return address ? line(entry, "link", Need::optional, 2000) : Line{};
}

/// true for every occurrence, or the dates of single ones.
void read_cancelled(Section& entry, plan::EntryHead& head) {
    if (!entry.is_list("cancelled")) {
        head.cancelled = entry.boolean("cancelled").value_or(false);
        return;
    }
    for (const auto& written : entry.date_texts("cancelled"))
        if (const auto day = single_day(entry, written, "cancelled"))
            head.cancelled_on.insert(*day);
}

/// moved = [{ from = "5/10/2026", to = "6/10/2026", at = "14:00" }]
void read_moved(Section& entry, Kind kind, plan::EntryHead& head) {
    entry.each("moved", [&](Section& single) {
        const auto day = [&](std::string_view key) {
            return single_day(single, single.date_text(key, Need::required), key);
        };
        const auto from = day("from");
        const auto to = day("to");
        const auto at = hour(single, "at");
        if (at && kind != Kind::meeting) single.fault("at", "config.moved-hour"_msg);
        if (from && to && !head.moved.try_emplace(*from, plan::Move{*to, at}).second)
            single.fault("from", "config.moved-twice"_msg, {{"day", calendar::vietnamese(*from)}});
    });
}

/// From and until when the entry holds; never before the year of its plan.
plan::Validity read_validity(Section& entry, int plan_year) {
    constexpr int first_year = 2000;
    constexpr int last_year = 2100;
    constexpr int most = 1000;
    plan::Validity validity;
    const auto begins = entry.integer("first_year", first_year, last_year).value_or(plan_year);
    validity.from = make_day(std::max(static_cast<int>(begins), plan_year), 1, 1);
    if (const auto starts = single_day(entry, entry.date_text("starts"), "starts"))
        validity.from = std::max(validity.from, *starts);
    if (const auto year = entry.integer("last_year", first_year, last_year))
        validity.until = make_day(static_cast<int>(*year), 12, 31);
    if (const auto until = single_day(entry, entry.date_text("until"), "until"))
        validity.until = validity.until ? std::min(*validity.until, *until) : *until;
    if (const auto count = entry.integer("count", 1, most))
        validity.count = static_cast<int>(*count);
    if (validity.until && *validity.until < validity.from)
        entry.fault(entry.has("until") ? "until" : "last_year", "config.until-before-start"_msg,
                    {{"from", calendar::vietnamese(validity.from)},
                     {"until", calendar::vietnamese(*validity.until)}});
    return validity;
}

constexpr std::array<Choice<calendar::Shift>, 3> shifts{{{"earlier", calendar::Shift::earlier},
                                                         {"later", calendar::Shift::later},
                                                         {"keep", calendar::Shift::keep}}};

plan::EntryHead read_head(Section& entry, Kind kind, Reading& reading) {
    const auto usual_shift =
        kind == Kind::deadline ? calendar::Shift::earlier : calendar::Shift::keep;
    plan::EntryHead head{.id = own_id<EntryId>(entry, reading.ids),
                         .title = title(entry, "title", Need::required),
                         .description = description(entry, "description"),
                         .section = line(entry, "section", Need::optional, 40),
                         .place = line(entry, "place"),
                         .link = read_link(entry),
                         .audience = used_ids<GroupId>(entry, "audience", reading.references),
                         .remind = rules(entry, "remind", kind, reading.references),
                         .cancelled = false,
                         .cancelled_on = {},
                         .moved = {},
                         .validity = read_validity(entry, reading.year),
                         .shift = choice(entry, "shift", shifts, usual_shift)};
    if (head.id.str().starts_with("nhaclich-"))
        entry.fault("id", "config.id-reserved"_msg, {{"id", head.id.str()}});
    read_cancelled(entry, head);
    read_moved(entry, kind, head);
    reading.places.entries.insert_or_assign(head.id, entry.where());
    return head;
}

/// `after` or `after_receipt`: so many days after another entry.
std::optional<plan::After> read_after(Section& entry) {
    const auto after = entry.text("after");
    const auto after_receipt = entry.text("after_receipt");
    if (after && after_receipt) entry.fault("after_receipt", "config.after-twice"_msg);
    const auto& written = after ? after : after_receipt;
    if (!written) return std::nullopt;
    auto value = entry.accepted(plan::After::parse(written->text), written->where);
    if (value) value->from_receipt = !after;
    return value;
}

bool has_after(const Section& entry) { return entry.has("after") || entry.has("after_receipt"); }

/// What a span can begin or end with: a date that comes once a year at most.
bool may_bound_a_span(const PlanDate& date) {
    return !std::holds_alternative<calendar::Rrule>(date) &&
           !std::holds_alternative<calendar::MonthlyWorkingDay>(date);
}

/// From and to, of one sort and in order. A yearly span may pass the end of the year.
void check_span(Section& entry, const PlanDate& from, const PlanDate& to) {
    if (from.index() != to.index()) {
        entry.fault("to", "config.span-mixed"_msg);
        return;
    }
    if (!may_bound_a_span(from)) {
        entry.fault("from", "config.span-recurring"_msg);
        return;
    }
    const auto* first = std::get_if<Day>(&from);
    if (first == nullptr) return;
    const auto last = std::get<Day>(to);
    constexpr std::chrono::days longest{365};
    if (last < *first) entry.fault("to", "config.span-backwards"_msg);
    if (last - *first > longest) entry.fault("to", "config.span-too-long"_msg);
}

plan::Entry read_observance(Section& entry, Reading& reading) {
    auto head = read_head(entry, Kind::observance, reading);
    const auto on = plan_date(entry, "on", Need::required);
    return plan::Observance{std::move(head), on.value_or(some_date)};
}

plan::Entry read_campaign(Section& entry, Reading& reading) {
    auto head = read_head(entry, Kind::campaign, reading);
    const auto from = plan_date(entry, "from", Need::required);
    const auto to = plan_date(entry, "to", Need::required);
    if (from && to) check_span(entry, *from, *to);
    return plan::Campaign{std::move(head), from.value_or(some_date), to.value_or(some_date)};
}

plan::Entry read_deadline(Section& entry, Reading& reading) {
    plan::Deadline deadline{
        .head = read_head(entry, Kind::deadline, reading),
        .limit = entry.has("before") ? plan::Limit::before : plan::Limit::by,
        .date = some_date,
        .owed_by = used_ids<GroupId>(entry, "owed_by", reading.references, Need::required),
        .submit_to = used_ids<GroupId>(entry, "submit_to", reading.references),
        .summary = rules(entry, "summary", Kind::deadline, reading.references),
        .overdue = read_overdue(entry, reading.references)};
    const auto before = plan_date(entry, "before");
    const auto by = plan_date(entry, "by");
    const auto after = read_after(entry);
    const int ways =
        (entry.has("before") ? 1 : 0) + (entry.has("by") ? 1 : 0) + (has_after(entry) ? 1 : 0);
    if (ways == 0) entry.fault("by", "config.before-or-by"_msg);
    if (ways > 1) entry.fault("by", "config.before-and-by"_msg);
    if (after)
        deadline.date = *after;
    else
        deadline.date = (before ? before : by).value_or(some_date);
    return deadline;
}

/// The agenda follows the description, a paragraph apart.
void read_agenda(Section& meeting, plan::Description& description_of) {
    const auto agenda = description(meeting, "agenda");
    const auto join = [&](Prose& first, const Prose& second) {
        if (second.empty()) return;
        const auto gap = first.empty() ? "" : "\n\n";
        const auto both = meeting.accepted(Prose::parse(first.str() + gap + second.str()),
                                           meeting.where("agenda"));
        if (both) first = *both;
    };
    join(description_of.vi, agenda.vi);
    join(description_of.en, agenda.en);
}

/// lasts = "2h", or ends = "17:00" with days = 2 where it ends on the second day.
std::variant<std::chrono::minutes, plan::EndsAt> read_end(Section& entry, LocalHour begins) {
    constexpr std::chrono::hours usual{2};
    constexpr int most_days = 31;
    const auto lasts =
        duration(entry, "lasts", std::chrono::minutes{1}, std::chrono::days{most_days});
    const auto ends = hour(entry, "ends");
    const auto days = entry.integer("days", 1, most_days);
    if (lasts && ends) entry.fault("ends", "config.lasts-and-ends"_msg);
    if (days && !entry.has("ends")) entry.fault("days", "config.days-without-end"_msg);
    if (!ends) return lasts.value_or(usual);
    const std::chrono::days later{days.value_or(1) - 1};
    if (later.count() == 0 && *ends <= begins)
        entry.fault("ends", "config.ends-before-start"_msg, {{"at", begins.text()}});
    return plan::EndsAt{later, *ends};
}

plan::Entry read_meeting(Section& entry, Reading& reading) {
    plan::Meeting meeting{read_head(entry, Kind::meeting, reading), std::nullopt};
    read_agenda(entry, meeting.head.description);
    const auto on = plan_date(entry, "on");
    const auto at = hour(entry, "at");
    const auto end = read_end(entry, at.value_or(LocalHour{}));
    if (entry.has("on") && !entry.has("at")) entry.fault("at", "config.meeting-hour"_msg);
    for (const auto* key : {"at", "lasts", "ends"})
        if (entry.has(key) && !entry.has("on")) entry.fault(key, "config.hour-without-day"_msg);
    if (on && at) meeting.time = plan::MeetingTime{*on, *at, end};
    return meeting;
}

/// `on`, `after`, or `from` and `to`; nothing where the document gives no date.
std::optional<plan::TaskSpan> read_task_span(Section& entry) {
    const auto on = plan_date(entry, "on");
    const auto from = plan_date(entry, "from");
    const auto to = plan_date(entry, "to");
    const auto after = read_after(entry);
    const bool span = entry.has("from") || entry.has("to");
    if ((entry.has("on") && span) || (has_after(entry) && (span || entry.has("on"))))
        entry.fault(entry.has("on") ? "on" : "from", "config.on-and-span"_msg);
    if (entry.has("from") != entry.has("to"))
        entry.fault(entry.has("from") ? "from" : "to", "config.half-span"_msg);
    if (after) return plan::TaskSpan{*after, std::nullopt};
    if (on) return plan::TaskSpan{plan::When(*on), std::nullopt};
    if (!from || !to) return std::nullopt;
    check_span(entry, *from, *to);
    return plan::TaskSpan{*from, to};
}

plan::Entry read_task(Section& entry, Reading& reading) {
    auto head = read_head(entry, Kind::task, reading);
    return plan::Task{std::move(head), read_task_span(entry)};
}

struct KindReader {
    std::string_view section;
    plan::Entry (*read)(Section&, Reading&);
};

constexpr auto kind_readers = std::to_array<KindReader>({{"observance", read_observance},
                                                         {"campaign", read_campaign},
                                                         {"deadline", read_deadline},
                                                         {"meeting", read_meeting},
                                                         {"task", read_task}});

void read_document(Section& section, plan::Plan& plan) {
    constexpr int first_year = 2000;
    constexpr int last_year = 2100;
    plan.year = static_cast<int>(
        section.integer("year", first_year, last_year, Need::required).value_or(first_year));
    plan.title = title(section, "title", Need::required);
    plan.number = line(section, "number");
    plan.issuer = line(section, "issuer");
    plan.signed_by = line(section, "signed_by");
    plan.dated = line(section, "dated");
}

}  // namespace

plan::Plan read_plan(Section& top, References& references, Places& places) {
    plan::Plan plan;
    top.within("plan", [&](Section& section) { read_document(section, plan); });
    top.each("addressee", [&](Section& section) {
        plan.addressees.push_back({title(section, "title", Need::required),
                                   title(section, "purpose"),
                                   used_ids<GroupId>(section, "groups", references)});
    });

    Reading reading{references, places, {}, plan.year};
    std::vector<std::pair<Where, plan::Entry>> entries;
    for (const auto& kind : kind_readers)
        top.each(kind.section, [&](Section& section) {
            entries.emplace_back(section.where(), kind.read(section, reading));
        });
    std::ranges::stable_sort(entries, {}, &std::pair<Where, plan::Entry>::first);
    for (auto& [where, entry] : entries) plan.entries.push_back(std::move(entry));
    return plan;
}

}  // namespace nhaclich::config
