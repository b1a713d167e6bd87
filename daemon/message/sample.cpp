// Every kind of message once, about a board that is made up, to see that its templates render.
#include "message/letter.hpp"
#include "message/templates.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <stdexcept>

namespace nhaclich::message {

namespace {

constexpr std::size_t html_at_most = std::size_t{100} * 1024;

template <class Value>
Value sound(Result<Value> value) {
    if (!value) throw std::logic_error("the sample is not sound");
    return std::move(*value);
}

Line line(std::string_view text) { return sound(Line::parse(text)); }

const Day some_day = make_day(2026, 11, 25);

plan::Occurrence occurrence_of(plan::Kind kind, const calendar::Zone& zone) {
    using std::chrono::days;
    plan::Occurrence occurrence{
        .id = {sound(EntryId::parse("mau")), some_day},
        .kind = kind,
        .title = {line("A sample"), {}},
        .description = {sound(Prose::parse("A line.\nAnother.")), sound(Prose::parse("A line."))},
        .section = line("II.2"),
        .place = line("A place"),
        .link = line("https://example.org/hop"),
        .span = DayRange{some_day, some_day + days{kind == plan::Kind::campaign ? 5 : 1}},
        .status = plan::Status::confirmed,
        .due = {},
        .limit = {},
        .shifted_from = {},
        .audience = {},
        .owed_by = {},
        .submit_to = {},
        .remind = {}};
    if (kind == plan::Kind::meeting) {
        const auto start = zone.instant_of(some_day, LocalHour::at(8, 0));
        occurrence.span = plan::Timed{start, start + std::chrono::hours{2}, zone.name()};
    }
    if (kind != plan::Kind::deadline) return occurrence;
    occurrence.due = some_day;
    occurrence.limit = plan::Limit::by;
    occurrence.owed_by = {sound(GroupId::parse("don-vi"))};
    occurrence.submit_to = {sound(GroupId::parse("thuong-truc"))};
    return occurrence;
}

/// The board the samples are about.
class Sample {
  public:
    Sample(const Templates& templates, plan::Language language)
        : templates_(templates), member_(a_member(language)) {
        people_.groups = {{sound(GroupId::parse("don-vi")), {line("Units"), {}}, {}},
                          {sound(GroupId::parse("thuong-truc")), {line("Office"), {}}, {}}};
        people_.members = {member_};
        people_.units = {{sound(UnitId::parse("tk-1")),
                          {line("Unit"), {}},
                          {sound(GroupId::parse("don-vi"))},
                          {member_.id}}};
    }

    /// What goes wrong in a letter by these rules about an occurrence of that kind.
    std::optional<Error> fault(const std::vector<std::string>& rules, plan::Kind kind, Day today) {
        const auto occurrence = occurrence_of(kind, zone_);
        const Instant now = zone_.instant_of(today, LocalHour::at(8, 0));
        std::vector<reminder::Delivery> deliveries;
        for (const auto& rule : rules) {
            deliveries.push_back({{occurrence.id, rule, member_.id, email_}, now, now, now, now});
            if (rule.starts_with("notice")) deliveries.back().before = moved(occurrence);
        }
        std::vector<LetterItem> items;
        items.reserve(deliveries.size());
        for (const auto& delivery : deliveries) items.push_back({delivery, occurrence});
        const LetterInput input{items,     {occurrence},          member_, people_,
                                receipts_, working_days_,         zone_,   title_,
                                title_,    "https://example.org", {},      templates_};
        const auto written = letter(input, now);
        if (!written) return written.error();
        if (written->html.size() <= html_at_most) return std::nullopt;
        return Error{"template.too-large"_msg,
                     {{"rule", rules.front()}, {"size", std::to_string(written->html.size())}},
                     {}};
    }

  private:
    static plan::Member a_member(plan::Language language) {
        return {sound(MemberId::parse("mau")),
                line("Somebody"),
                {line("Head"), {}},
                language,
                {sound(GroupId::parse("thuong-truc"))},
                {}};
    }

    static plan::Occurrence moved(plan::Occurrence occurrence) {
        occurrence.place = line("Elsewhere");
        if (auto* span = std::get_if<DayRange>(&occurrence.span))
            span->first -= std::chrono::days{1};
        return occurrence;
    }

    const Templates& templates_;
    plan::Member member_;
    plan::People people_;
    reminder::Receipts receipts_;
    calendar::WorkingDays working_days_{calendar::Holidays{}};
    calendar::Zone zone_ = sound(calendar::Zone::find("Asia/Ho_Chi_Minh"));
    plan::Title title_{line("A board"), {}};
    ChannelId email_ = sound(ChannelId::parse("email"));
};

constexpr std::array all_kinds{plan::Kind::observance, plan::Kind::campaign, plan::Kind::deadline,
                               plan::Kind::meeting, plan::Kind::task};

}  // namespace

std::vector<Error> sample_faults(const Templates& templates) {
    if (templates.empty()) return {};  // the built-in ones are proven by tests
    std::vector<Error> faults;
    const auto note = [&](std::optional<Error> error) {
        if (error && std::ranges::find(faults, *error) == faults.end())
            faults.push_back(std::move(*error));
    };
    const std::vector<std::vector<std::string>> letters{
        {"notice 1"},
        {"summary 0d 08:00"},
        {"escalation thuong-truc after 3wd 08:00"},
        {"weekly"},
        {"monthly"},
        {"unreached mau x"},
        {"suspended mau a@example.org 2026-11-25T01:00:00Z"},
        {"burst 2026-11-25T01:00:00Z"},
        {"notice 1", "-1d 08:00", "weekly"}};
    for (const auto language : {plan::Language::vi, plan::Language::en}) {
        Sample sample(templates, language);
        for (const auto kind : all_kinds)
            for (const int ahead : {10, 1, 0, -2})
                note(sample.fault({"-1d 08:00"}, kind, some_day - std::chrono::days{ahead}));
        for (const auto& rules : letters) note(sample.fault(rules, plan::Kind::deadline, some_day));
    }
    return faults;
}

}  // namespace nhaclich::message
