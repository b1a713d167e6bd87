#include "message/letter_part.hpp"

#include "message/frame.hpp"
#include "message/phrases.hpp"

#include <set>

namespace nhaclich::message {

namespace {

using plan::Occurrence;
using reminder::Purpose;

LetterPart reminder_part(const LetterView& view, const LetterItem& item) {
    const auto input = view.about(item.delivery, *item.occurrence);
    const Facts all = facts(input, view.now);
    const auto chosen = phrases(all.timing.nature, all.timing.phase, all.duty.role);
    const Args args = sentence_args(all);
    LetterPart part;
    part.subject = view.words.text(chosen.subject, args);
    part.kind = view.words.text(kind_word(item.occurrence->kind));
    part.title = view.title_of(*item.occurrence);
    part.status = view.words.text(chosen.status, args);
    part.note = status_note(all, chosen);
    part.lead = view.words.text(chosen.lead, args);
    if (!chosen.ask.key.empty()) part.ask = view.words.text(chosen.ask, args);
    part.first = first_leaf(all);
    part.until = until_leaf(all);
    part.facts = fact_rows(all);
    part.tone = tone(all.timing);
    part.day = all.timing.first;
    return part;
}

/// Parts beyond are told in lines, so that the mail stays below 100 kB.
constexpr std::size_t parts_at_most = 8;

LetterPart the_rest(const LetterView& view, const std::vector<LetterPart>& parts) {
    LetterPart rest;
    rest.matters = static_cast<int>(parts.size() - parts_at_most);
    rest.status = view.words.count(rest.matters, Unit::matter);
    rest.title = view.words.text("mail.title.rest"_msg);
    rest.lead = view.words.text("mail.lead.rest"_msg);
    for (auto part = parts.begin() + parts_at_most; part != parts.end(); ++part)
        rest.agenda.push_back(agenda_line(view.words,
                                          part->day.value_or(view.input.zone.day_of(view.now)),
                                          part->title, part->status));
    return rest;
}

class Parts {
  public:
    explicit Parts(const LetterView& view) : view_(view) {}

    std::vector<LetterPart> all() {
        for (const auto& item : view_.input.items) add(item);
        if (parts_.size() > parts_at_most + 1) {
            auto rest = the_rest(view_, parts_);
            parts_.resize(parts_at_most);
            parts_.push_back(std::move(rest));
        }
        for (auto& part : parts_) cut(part);
        return std::move(parts_);
    }

  private:
    void add(const LetterItem& item) {
        switch (reminder::purpose(item.delivery.key)) {
            case Purpose::reminder:
            case Purpose::nag:
                if (is_untold(item)) parts_.push_back(reminder_part(view_, item));
                return;
            case Purpose::summary:
            case Purpose::escalation:
                if (is_untold(item)) parts_.push_back(reports_part(view_, item));
                return;
            case Purpose::notice:
                parts_.push_back(change_part(view_, item));
                return;
            case Purpose::digest:
                parts_.push_back(digest_part(view_, item));
                return;
            case Purpose::unreached:
                parts_.push_back(unreached_part(view_, item));
                return;
            case Purpose::burst:
                parts_.push_back(burst_part(view_));
                return;
            case Purpose::suspension:
                parts_.push_back(suspension_part(view_, item));
                return;
            case Purpose::endpoint:
                parts_.push_back(endpoint_part(view_, item));
                return;
            case Purpose::trouble:
                parts_.push_back(trouble_part(view_, item));
                return;
        }
    }

    /// Lines beyond are only counted.
    void cut(LetterPart& part) const {
        constexpr std::size_t lines_at_most = 50;
        if (part.agenda.size() <= lines_at_most) return;
        const auto more = static_cast<int>(part.agenda.size() - lines_at_most);
        part.agenda.resize(lines_at_most);
        const auto& words = view_.words;
        part.more = words.text("mail.more"_msg, {{"count", words.count(more, Unit::matter)}});
    }

    bool is_untold(const LetterItem& item) {
        return told_.insert(item.delivery.key.occurrence).second;
    }

    const LetterView& view_;
    std::set<plan::OccurrenceId> told_;
    std::vector<LetterPart> parts_;
};

}  // namespace

ComposeInput LetterView::about(const reminder::Delivery& delivery,
                               const Occurrence& occurrence) const {
    return {delivery,           occurrence, input.reader,     input.people,
            input.working_days, input.zone, input.board_name, input.plan_title,
            input.base_url,     {},         input.receipts,   input.templates};
}

std::string LetterView::title_of(const Occurrence& occurrence) const {
    return occurrence.title.in(input.reader.language).str();
}

Values agenda_line(const Catalogue& words, Day day, const std::string& title,
                   const std::string& detail) {
    constexpr std::size_t detail_characters = 160;
    return {{"weekday", capitalised(words.weekday(day))},
            {"date", words.short_day(day)},
            {"title", shortened(title, title_characters)},
            {"detail", shortened(detail, detail_characters)}};
}

std::vector<LetterPart> letter_parts(const LetterInput& input, Instant now) {
    const LetterView view{input, Catalogue::builtin(input.reader.language), now};
    return Parts(view).all();
}

}  // namespace nhaclich::message
