#include "config/plan_file.hpp"

#include "config/addresses.hpp"
#include "config/values.hpp"

#include <algorithm>

namespace nhaclich::config {

namespace {

using calendar::PlanDate;
using plan::Kind;

/// What the readers of entries share.
struct Reading {
    References& references;
    Places& places;
    UniqueIds ids;
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

plan::EntryHead read_head(Section& entry, Kind kind, Reading& reading) {
    plan::EntryHead head{.id = own_id<EntryId>(entry, reading.ids),
                         .title = title(entry, "title", Need::required),
                         .description = description(entry, "description"),
                         .section = line(entry, "section", Need::optional, 40),
                         .place = line(entry, "place"),
                         .link = read_link(entry),
                         .audience = used_ids<GroupId>(entry, "audience", reading.references),
                         .remind = rules(entry, "remind", kind, reading.references),
                         .cancelled = false,
                         .cancelled_on = {}};
    read_cancelled(entry, head);
    reading.places.entries.try_emplace(head.id, entry.where());
    return head;
}

/// From and to, of one sort and in order. A yearly span may pass the end of the year.
void check_span(Section& entry, const PlanDate& from, const PlanDate& to) {
    if (from.index() != to.index()) {
        entry.fault("to", "config.span-mixed"_msg);
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

constexpr std::array<Choice<calendar::Shift>, 3> shifts{{{"earlier", calendar::Shift::earlier},
                                                         {"later", calendar::Shift::later},
                                                         {"keep", calendar::Shift::keep}}};

plan::Entry read_deadline(Section& entry, Reading& reading) {
    plan::Deadline deadline{
        .head = read_head(entry, Kind::deadline, reading),
        .limit = entry.has("by") ? plan::Limit::by : plan::Limit::before,
        .date = some_date,
        .shift = choice(entry, "shift", shifts, calendar::Shift::earlier),
        .owed_by = used_ids<GroupId>(entry, "owed_by", reading.references, Need::required),
        .submit_to = used_ids<GroupId>(entry, "submit_to", reading.references)};
    const auto before = plan_date(entry, "before");
    const auto by = plan_date(entry, "by");
    if (entry.has("before") == entry.has("by"))
        entry.fault("by", entry.has("by") ? "config.before-and-by"_msg : "config.before-or-by"_msg);
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

plan::Entry read_meeting(Section& entry, Reading& reading) {
    plan::Meeting meeting{read_head(entry, Kind::meeting, reading), std::nullopt};
    read_agenda(entry, meeting.head.description);
    const auto on = single_day(entry, entry.date_text("on"), "on");
    const auto at = hour(entry, "at");
    constexpr std::chrono::hours usual{2};
    const auto lasts =
        duration(entry, "lasts", std::chrono::minutes{1}, std::chrono::days{31}).value_or(usual);
    if (entry.has("on") && !entry.has("at")) entry.fault("at", "config.meeting-hour"_msg);
    for (const auto* key : {"at", "lasts"})
        if (entry.has(key) && !entry.has("on")) entry.fault(key, "config.hour-without-day"_msg);
    if (on && at) meeting.when = plan::MeetingTime{*on, *at, lasts};
    return meeting;
}

plan::Entry read_task(Section& entry, Reading& reading) {
    plan::Task task{read_head(entry, Kind::task, reading), std::nullopt};
    const auto on = plan_date(entry, "on");
    const auto from = plan_date(entry, "from");
    const auto to = plan_date(entry, "to");
    if (entry.has("on") && (entry.has("from") || entry.has("to")))
        entry.fault("on", "config.on-and-span"_msg);
    if (entry.has("from") != entry.has("to"))
        entry.fault(entry.has("from") ? "from" : "to", "config.half-span"_msg);
    if (from && to) {
        check_span(entry, *from, *to);
        task.span = plan::TaskSpan{*from, *to};
    }
    if (on) task.span = plan::TaskSpan{*on, *on};
    return task;
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

    Reading reading{references, places, {}};
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
