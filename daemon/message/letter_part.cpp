#include "message/letter_part.hpp"

#include "message/phrases.hpp"

#include <algorithm>
#include <set>

namespace nhaclich::message {

namespace {

using plan::Occurrence;
using reminder::Purpose;

class Parts {
  public:
    Parts(const LetterInput& input, Instant now)
        : input_(input), words_(Catalogue::builtin(input.reader.language)), now_(now) {}

    std::vector<LetterPart> all() {
        for (const auto& item : input_.items) add(item);
        return std::move(parts_);
    }

  private:
    void add(const LetterItem& item) {
        const auto purpose = reminder::purpose(item.delivery.key);
        switch (purpose) {
            case Purpose::reminder:
            case Purpose::nag:
                if (told_.insert(item.delivery.key.occurrence).second)
                    parts_.push_back(reminder_part(item));
                return;
            case Purpose::summary:
            case Purpose::escalation:
                if (told_.insert(item.delivery.key.occurrence).second)
                    parts_.push_back(reports(item, purpose == Purpose::escalation));
                return;
            case Purpose::notice:
                parts_.push_back(notice(item));
                return;
            case Purpose::digest:
                parts_.push_back(digest(item));
                return;
            case Purpose::unreached:
                parts_.push_back(unreached(item));
                return;
            case Purpose::burst:
                parts_.push_back(burst());
                return;
        }
    }

    ComposeInput about(const reminder::Delivery& delivery, const Occurrence& occurrence) const {
        return {delivery,
                occurrence,
                input_.reader,
                input_.people,
                input_.working_days,
                input_.zone,
                input_.board_name,
                input_.plan_title,
                input_.base_url,
                {},
                input_.receipts};
    }

    std::string title_of(const Occurrence& occurrence) const {
        return occurrence.title.in(input_.reader.language).str();
    }

    LetterPart reminder_part(const LetterItem& item) const {
        const auto input = about(item.delivery, *item.occurrence);
        const Facts all = facts(input, now_);
        const auto chosen = phrases(all.timing.nature, all.timing.phase, all.duty.role);
        const Args args = sentence_args(all);
        const bool overdue = all.timing.nature == Nature::due && all.timing.phase == Phase::over;
        return {words_.text(chosen.subject, args),
                title_of(*item.occurrence),
                words_.text(chosen.status, args),
                words_.text(chosen.lead, args),
                fact_rows(all),
                {},
                overdue};
    }

    LetterPart notice(const LetterItem& item) const {
        const auto& now = *item.occurrence;
        const auto& before = item.delivery.before;
        const auto input = about(item.delivery, now);
        const Facts all = facts(input, now_);
        Args args = sentence_args(all);
        args.push_back({"when", when_in_words(all)});
        if (now.status == plan::Status::cancelled)
            return changed("cancelled", args, now, fact_rows(all), true);
        auto rows = fact_rows(all);
        if (!before || before->status == plan::Status::cancelled)
            return changed("added", args, now, std::move(rows), false);
        const auto input_before = about(item.delivery, *before);
        const auto was = when_in_words(facts(input_before, now_));
        // What people need to see first: the old, then the new below it.
        Value::Rows told;
        if (was != when_in_words(all)) told.push_back(fact("mail.fact.was"_msg, was));
        if (before->place != now.place && !before->place.empty())
            told.push_back(fact("mail.fact.place-was"_msg, before->place.str()));
        std::ranges::move(rows, std::back_inserter(told));
        return changed("moved", args, now, std::move(told), true);
    }

    Values fact(MessageId label, std::string value) const {
        return {{"label", words_.text(label)},
                {"value", std::move(value)},
                {"note", std::string{}},
                {"url", std::string{}}};
    }

    LetterPart changed(const std::string& what, const Args& args, const Occurrence& occurrence,
                       Value::Rows rows, bool urgent) const {
        return {words_.text("mail.subject." + what, args),
                title_of(occurrence),
                words_.text("mail.status." + what, args),
                words_.text("mail.lead." + what, args),
                std::move(rows),
                {},
                urgent};
    }

    /// Who has reported, who has nothing to report, who is missing.
    LetterPart reports(const LetterItem& item, bool escalated) const {
        const auto& occurrence = *item.occurrence;
        const auto input = about(item.delivery, occurrence);
        const Facts all = facts(input, now_);
        std::vector<std::string> done;
        std::vector<std::string> nothing;
        std::vector<std::string> missing;
        for (const auto& unit : input_.people.owing(occurrence.owed_by)) {
            const auto title = unit.title.in(input_.reader.language).str();
            const auto* receipt = reminder::find(input_.receipts, occurrence.id, unit.id);
            if (receipt == nullptr)
                missing.push_back(title);
            else if (receipt->answer == reminder::Answer::submitted)
                done.push_back(title);
            else
                nothing.push_back(title);
        }
        Args args = sentence_args(all);
        const auto count = done.size() + nothing.size();
        args.push_back({"done", std::to_string(count)});
        args.push_back({"all", std::to_string(count + missing.size())});
        args.push_back(
            {"missing", words_.count(static_cast<int>(missing.size()), Unit::reporting_unit)});
        const std::string what = missing.empty() ? "complete"
                                 : escalated     ? "escalation"
                                                 : "summary";
        auto part = changed(what, args, occurrence, fact_rows(all), !missing.empty());
        add_units(part, "mail.fact.missing"_msg, missing);
        add_units(part, "mail.fact.nothing"_msg, nothing);
        add_units(part, "mail.fact.done"_msg, done);
        return part;
    }

    void add_units(LetterPart& part, MessageId label, const std::vector<std::string>& units) const {
        if (!units.empty()) part.facts.push_back(fact(label, listed(units, words_)));
    }

    LetterPart digest(const LetterItem& item) const {
        const bool weekly = item.delivery.key.rule == "weekly";
        const Day first = item.delivery.key.occurrence.nominal;
        const Day last = weekly ? first + std::chrono::days{6} : end_of_month(first);
        const Args args{{"span", words_.span({first, last + std::chrono::days{1}})},
                        {"count", std::to_string(input_.agenda.size())},
                        {"month", words_.month(first)},
                        {"board", input_.board_name.in(input_.reader.language).str()}};
        const std::string what = weekly ? "weekly" : "monthly";
        LetterPart part{words_.text("mail.subject." + what, args),
                        words_.text("mail.title." + what, args),
                        {},
                        words_.text("mail.lead.digest"_msg, args),
                        {},
                        {},
                        false};
        for (const auto& occurrence : input_.agenda) {
            const auto input = about(item.delivery, occurrence);
            const Facts all = facts(input, now_);
            part.lines.push_back(
                {{"text", words_.text("mail.digest.line"_msg, {{"title", title_of(occurrence)},
                                                               {"when", when_in_words(all)}})}});
        }
        return part;
    }

    static Day end_of_month(Day first) {
        const auto date = ymd(first);
        const std::chrono::year_month_day_last last{date.year() / date.month() / std::chrono::last};
        return make_day(static_cast<int>(last.year()), static_cast<unsigned>(last.month()),
                        static_cast<unsigned>(last.day()));
    }

    LetterPart unreached(const LetterItem& item) const {
        // "unreached MEMBER RULE"
        const auto& rule = item.delivery.key.rule;
        const auto begin = rule.find(' ') + 1;
        const auto id = MemberId::parse(rule.substr(begin, rule.find(' ', begin) - begin));
        const auto* member = id ? input_.people.find(*id) : nullptr;
        const std::string name = member != nullptr ? member->name.str() : rule;
        const auto title = item.occurrence ? title_of(*item.occurrence) : std::string{};
        const Args args{{"name", name}, {"title", title}};
        LetterPart part{words_.text("mail.subject.unreached"_msg, args),
                        title.empty() ? name : title,
                        words_.text("mail.status.unreached"_msg, args),
                        words_.text("mail.lead.unreached"_msg, args),
                        {},
                        {},
                        true};
        if (!item.occurrence) return part;
        const auto input = about(item.delivery, *item.occurrence);
        part.facts = fact_rows(facts(input, now_));
        return part;
    }

    LetterPart burst() const {
        return {words_.text("mail.subject.burst"_msg),
                words_.text("mail.title.burst"_msg),
                words_.text("mail.status.burst"_msg),
                words_.text("mail.lead.burst"_msg),
                {},
                {},
                true};
    }

    const LetterInput& input_;
    const Catalogue& words_;
    Instant now_;
    std::set<plan::OccurrenceId> told_;
    std::vector<LetterPart> parts_;
};

}  // namespace

std::vector<LetterPart> letter_parts(const LetterInput& input, Instant now) {
    return Parts(input, now).all();
}

}  // namespace nhaclich::message
