#include "message/frame.hpp"
#include "message/letter_part.hpp"
#include "message/phrases.hpp"

#include <algorithm>
#include <iterator>

namespace nhaclich::message {

namespace {

/// The titles of the units that owe, by their answer.
struct Answers {
    std::vector<std::string> submitted;
    std::vector<std::string> nothing;
    std::vector<std::string> missing;

    std::size_t done() const { return submitted.size() + nothing.size(); }
    std::size_t all() const { return done() + missing.size(); }
};

Answers answers(const LetterInput& input, const plan::Occurrence& occurrence) {
    Answers result;
    for (const auto& unit : input.people.owing(occurrence.owed_by)) {
        const auto* receipt = reminder::find(input.receipts, occurrence.id, unit.id);
        auto& such = receipt == nullptr                               ? result.missing
                     : receipt->answer == reminder::Answer::submitted ? result.submitted
                                                                      : result.nothing;
        such.push_back(unit.title.in(input.reader.language).str());
    }
    return result;
}

struct ReportsPhrases {
    MessageId subject;
    MessageId status;
    MessageId lead;
};

ReportsPhrases phrases_of(bool complete, bool escalated) {
    if (complete)
        return {"mail.subject.complete"_msg, "mail.status.complete"_msg, "mail.lead.complete"_msg};
    if (escalated)
        return {"mail.subject.escalation"_msg, "mail.status.escalation"_msg,
                "mail.lead.escalation"_msg};
    return {"mail.subject.summary"_msg, "mail.status.summary"_msg, "mail.lead.summary"_msg};
}

Value::Rows rows(const LetterView& view, const Facts& all, const Answers& answers) {
    Value::Rows rows;
    const auto add = [&](MessageId label, const std::vector<std::string>& units) {
        if (units.empty()) return;
        const auto count = view.words.count(static_cast<int>(units.size()), Unit::reporting_unit);
        rows.push_back(fact(view.words, label, listed(units, view.words), count));
    };
    add("mail.fact.missing"_msg, answers.missing);
    add("mail.fact.done"_msg, answers.submitted);
    add("mail.fact.nothing"_msg, answers.nothing);
    rows.push_back(when_row(all, "mail.fact.due"_msg));
    if (!all.duty.receivers.empty())
        rows.push_back(fact(view.words, "mail.fact.submit-to"_msg, all.duty.receivers));
    std::ranges::move(closing_rows(all), std::back_inserter(rows));
    return rows;
}

}  // namespace

LetterPart reports_part(const LetterView& view, const LetterItem& item) {
    const auto& occurrence = *item.occurrence;
    const auto input = view.about(item.delivery, occurrence);
    const Facts all = facts(input, view.now);
    const auto found = answers(view.input, occurrence);
    const bool escalated = reminder::purpose(item.delivery.key) == reminder::Purpose::escalation;
    const auto chosen = phrases_of(found.missing.empty(), escalated);
    Args args = sentence_args(all);
    args.push_back({"done", std::to_string(found.done())});
    args.push_back({"all", std::to_string(found.all())});
    args.push_back({"missing", view.words.count(static_cast<int>(found.missing.size()),
                                                Unit::reporting_unit)});
    LetterPart part;
    part.subject = view.words.text(chosen.subject, args);
    part.kind = view.words.text(kind_word(occurrence.kind));
    part.title = view.title_of(occurrence);
    part.day = all.timing.first;
    part.status = view.words.text(chosen.status, args);
    const bool over = all.timing.phase == Phase::over;
    if (over && !found.missing.empty())
        part.note = view.words.text("mail.status.overdue"_msg, args);
    part.lead = view.words.text(chosen.lead, args);
    if (escalated && !found.missing.empty())
        part.ask = view.words.text("mail.ask.escalation"_msg, args);
    part.first = first_leaf(all);
    part.facts = rows(view, all, found);
    if (!found.missing.empty()) part.tone = over ? Tone::late : Tone::pressing;
    return part;
}

}  // namespace nhaclich::message
