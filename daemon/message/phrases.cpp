#include "message/phrases.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace nhaclich::message {

namespace {

constexpr MessageId none{};

struct Row {
    Nature nature{};
    Phase phase{};
    Phrases phrases;
};

constexpr std::array rows{
    Row{Nature::due,
        Phase::ahead,
        {"mail.subject.due.ahead"_msg, "mail.status.ahead"_msg, "mail.note.working-days"_msg,
         none}},
    Row{Nature::due,
        Phase::tomorrow,
        {"mail.subject.due.tomorrow"_msg, "mail.status.due-tomorrow"_msg, none, none}},
    Row{Nature::due,
        Phase::first,
        {"mail.subject.due.today"_msg, "mail.status.due-today"_msg, none, none}},
    Row{Nature::due,
        Phase::over,
        {"mail.subject.due.over"_msg, "mail.status.overdue"_msg, none, none}},

    Row{Nature::day,
        Phase::ahead,
        {"mail.subject.day.ahead"_msg, "mail.status.ahead"_msg, none, "mail.lead.day.ahead"_msg}},
    Row{Nature::day,
        Phase::tomorrow,
        {"mail.subject.day.tomorrow"_msg, "mail.status.tomorrow"_msg, none,
         "mail.lead.day.tomorrow"_msg}},
    Row{Nature::day,
        Phase::first,
        {"mail.subject.day.today"_msg, "mail.status.today"_msg, none, "mail.lead.day.today"_msg}},
    Row{Nature::day,
        Phase::over,
        {"mail.subject.day.over"_msg, "mail.status.past"_msg, none, "mail.lead.day.over"_msg}},

    Row{Nature::span,
        Phase::ahead,
        {"mail.subject.span.ahead"_msg, "mail.status.ahead"_msg, "mail.note.total"_msg,
         "mail.lead.span.ahead"_msg}},
    Row{Nature::span,
        Phase::tomorrow,
        {"mail.subject.span.tomorrow"_msg, "mail.status.begins-tomorrow"_msg, "mail.note.total"_msg,
         "mail.lead.span.tomorrow"_msg}},
    Row{Nature::span,
        Phase::first,
        {"mail.subject.span.first"_msg, "mail.status.begins-today"_msg, "mail.note.total"_msg,
         "mail.lead.span.first"_msg}},
    Row{Nature::span,
        Phase::running,
        {"mail.subject.span.running"_msg, "mail.status.running"_msg, "mail.note.left"_msg,
         "mail.lead.span.running"_msg}},
    Row{Nature::span,
        Phase::last,
        {"mail.subject.span.last"_msg, "mail.status.last"_msg, none, "mail.lead.span.last"_msg}},
    Row{Nature::span,
        Phase::over,
        {"mail.subject.span.over"_msg, "mail.status.ended"_msg, none, "mail.lead.span.over"_msg}},

    Row{Nature::timed,
        Phase::ahead,
        {"mail.subject.timed.ahead"_msg, "mail.status.ahead"_msg, "mail.note.time"_msg,
         "mail.lead.timed.ahead"_msg}},
    Row{Nature::timed,
        Phase::tomorrow,
        {"mail.subject.timed.tomorrow"_msg, "mail.status.tomorrow"_msg, "mail.note.time"_msg,
         "mail.lead.timed.tomorrow"_msg}},
    Row{Nature::timed,
        Phase::first,
        {"mail.subject.timed.today"_msg, "mail.status.today"_msg, "mail.note.time"_msg,
         "mail.lead.timed.today"_msg}},
    Row{Nature::timed,
        Phase::running,
        {"mail.subject.timed.running"_msg, "mail.status.under-way"_msg, "mail.note.time"_msg,
         "mail.lead.timed.running"_msg}},
    Row{Nature::timed,
        Phase::over,
        {"mail.subject.timed.over"_msg, "mail.status.ended"_msg, none, "mail.lead.timed.over"_msg}},
};

struct DueLead {
    Role role{};
    Phase phase{};
    MessageId lead;
    MessageId ask;
};

constexpr std::array due_leads{
    DueLead{Role::owes, Phase::ahead, "mail.lead.owes.ahead"_msg, "mail.ask.owes.ahead"_msg},
    DueLead{Role::owes, Phase::tomorrow, "mail.lead.owes.tomorrow"_msg,
            "mail.ask.owes.tomorrow"_msg},
    DueLead{Role::owes, Phase::first, "mail.lead.owes.today"_msg, "mail.ask.owes.today"_msg},
    DueLead{Role::owes, Phase::over, "mail.lead.owes.over"_msg, "mail.ask.owes.over"_msg},
    DueLead{Role::receives, Phase::ahead, "mail.lead.receives.ahead"_msg, none},
    DueLead{Role::receives, Phase::tomorrow, "mail.lead.receives.tomorrow"_msg, none},
    DueLead{Role::receives, Phase::first, "mail.lead.receives.today"_msg, none},
    DueLead{Role::receives, Phase::over, "mail.lead.receives.over"_msg,
            "mail.ask.receives.over"_msg},
    DueLead{Role::follows, Phase::ahead, "mail.lead.follows.ahead"_msg, none},
    DueLead{Role::follows, Phase::tomorrow, "mail.lead.follows.tomorrow"_msg, none},
    DueLead{Role::follows, Phase::first, "mail.lead.follows.today"_msg, none},
    DueLead{Role::follows, Phase::over, "mail.lead.follows.over"_msg, none},
};

const DueLead& due_lead(Role role, Phase phase) {
    const auto found = std::ranges::find_if(
        due_leads, [&](const DueLead& row) { return row.role == role && row.phase == phase; });
    if (found == due_leads.end()) throw std::logic_error("no opening for what is due");
    return *found;
}

}  // namespace

MessageId kind_word(plan::Kind kind) {
    switch (kind) {
        case plan::Kind::observance:
            return "kind.observance"_msg;
        case plan::Kind::campaign:
            return "kind.campaign"_msg;
        case plan::Kind::deadline:
            return "kind.deadline"_msg;
        case plan::Kind::meeting:
            return "kind.meeting"_msg;
        case plan::Kind::task:
            return "kind.task"_msg;
    }
    return {};
}

Phrases phrases(Nature nature, Phase phase, Role role) {
    const auto found = std::ranges::find_if(
        rows, [&](const Row& row) { return row.nature == nature && row.phase == phase; });
    if (found == rows.end()) throw std::logic_error("no phrases for this nature and phase");
    Phrases result = found->phrases;
    if (nature != Nature::due) return result;
    const auto& due = due_lead(role, phase);
    result.lead = due.lead;
    result.ask = due.ask;
    return result;
}

}  // namespace nhaclich::message
