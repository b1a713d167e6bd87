#include "config/reminding_section.hpp"

#include "config/values.hpp"

namespace nhaclich::config {

namespace {

/// What a board reminds by that sets no rules of its own.
struct UsualRules {
    plan::Kind kind;
    std::array<std::string_view, 2> rules;
};
constexpr auto usual_rules =
    std::to_array<UsualRules>({{plan::Kind::observance, {"-7d 08:00", "-1d 08:00"}},
                               {plan::Kind::campaign, {"-7d 08:00", "0d 07:00"}},
                               {plan::Kind::deadline, {"-10d 08:00", "-3wd 08:00"}},
                               {plan::Kind::meeting, {"-3wd 08:00", "-2h"}},
                               {plan::Kind::task, {"-7d 08:00", "0d 07:30"}}});
constexpr std::string_view usual_summary = "+1wd 08:00";

void read_defaults(Section& section, References& references, plan::Reminding& reminding) {
    for (const auto& usual : usual_rules) {
        auto written = rules(section, plan::code(usual.kind), usual.kind, references);
        auto& defaults = reminding.defaults[usual.kind];
        if (written) {
            defaults = std::move(*written);
        } else {
            for (const auto rule : usual.rules) defaults.push_back(plan::Rule::parse(rule).value());
        }
    }
    auto summary = rules(section, "summary", plan::Kind::deadline, references);
    reminding.summary =
        summary ? std::move(*summary) : std::vector{plan::Rule::parse(usual_summary).value()};
}

std::optional<plan::QuietHours> read_quiet(Section& section) {
    const auto written = section.text("quiet");
    if (!written) return std::nullopt;
    return section.accepted(plan::QuietHours::parse(written->text), written->where);
}

plan::Notices read_notices(Section& section) {
    using namespace std::chrono;
    plan::Notices notices;
    notices.delay =
        duration(section, "notice_delay", minutes{0}, hours{24}).value_or(notices.delay);
    notices.horizon =
        whole_days(section, "notice_horizon", days{0}, days{366}).value_or(notices.horizon);
    return notices;
}

plan::Burst read_burst(Section& section) {
    constexpr int most = 1'000'000;
    plan::Burst burst;
    burst.a_member =
        static_cast<int>(section.integer("burst_member", 1, most).value_or(burst.a_member));
    burst.in_all = static_cast<int>(section.integer("burst_total", 1, most).value_or(burst.in_all));
    return burst;
}

}  // namespace

std::optional<plan::Overdue> read_overdue(Section& section, References& references) {
    plan::Overdue overdue;
    const bool present = section.has("overdue");
    section.within("overdue", [&](Section& own) {
        if (const auto nag = own.text("nag"))
            overdue.nag = own.accepted(plan::Nag::parse(nag->text), nag->where);
        for (const auto& written : own.texts("escalate")) {
            const auto step = own.accepted(plan::Escalation::parse(written.text), written.where);
            if (!step) continue;
            references.use(step->to, written.where);
            overdue.escalate.push_back(*step);
        }
    });
    return present ? std::optional(overdue) : std::nullopt;
}

plan::Reminding read_reminding(Section& section, References& references) {
    using namespace std::chrono;
    constexpr minutes longest_wait{60};
    constexpr int fastest = 10'000;
    plan::Reminding reminding;
    read_defaults(section, references, reminding);
    reminding.overdue = read_overdue(section, references).value_or(plan::Overdue{});
    reminding.chase = whole_days(section, "chase", days{1}, days{366}).value_or(reminding.chase);
    reminding.quiet = read_quiet(section);
    reminding.rest_days = section.boolean("rest_days").value_or(false);
    reminding.weekly = used_ids<GroupId>(section, "weekly", references);
    reminding.monthly = used_ids<GroupId>(section, "monthly", references);
    reminding.digest_hour = hour(section, "digest_hour").value_or(reminding.digest_hour);
    reminding.notices = read_notices(section);
    reminding.burst = read_burst(section);
    reminding.together =
        duration(section, "together", minutes{0}, longest_wait).value_or(reminding.together);
    reminding.backlog_a_minute = static_cast<int>(
        section.integer("backlog_per_minute", 1, fastest).value_or(reminding.backlog_a_minute));
    reminding.standing = used_ids<GroupId>(section, "standing", references);
    return reminding;
}

}  // namespace nhaclich::config
