#include "message/frame.hpp"
#include "message/letter_part.hpp"
#include "message/phrases.hpp"

#include <algorithm>
#include <iterator>

namespace nhaclich::message {

namespace {

using plan::Occurrence;

enum class What { added, moved, place, changed, cancelled };

struct ChangePhrases {
    MessageId subject;
    MessageId status;
    MessageId lead;
    Tone tone = Tone::calm;
};

ChangePhrases phrases_of(What what) {
    switch (what) {
        case What::added:
            return {"mail.subject.added"_msg, "mail.status.added"_msg, "mail.lead.added"_msg,
                    Tone::calm};
        case What::moved:
            return {"mail.subject.moved"_msg, "mail.status.moved"_msg, "mail.lead.moved"_msg,
                    Tone::pressing};
        case What::place:
            return {"mail.subject.place"_msg, "mail.status.place"_msg, "mail.lead.place"_msg,
                    Tone::pressing};
        case What::changed:
            return {"mail.subject.changed"_msg, "mail.status.changed"_msg, "mail.lead.changed"_msg,
                    Tone::pressing};
        case What::cancelled:
            return {"mail.subject.cancelled"_msg, "mail.status.cancelled"_msg,
                    "mail.lead.cancelled"_msg, Tone::late};
    }
    return {};
}

/// The occurrence as the reader knows it, where it was to take place.
const Occurrence* known(const LetterItem& item) {
    const auto& before = item.delivery.before;
    return before && before->status == plan::Status::confirmed ? &*before : nullptr;
}

What what_changed(const Facts& now, const Facts* before) {
    const auto& occurrence = now.input.occurrence;
    if (occurrence.status == plan::Status::cancelled) return What::cancelled;
    if (before == nullptr) return What::added;
    if (when_in_words(now) != when_in_words(*before)) return What::moved;
    const bool place = occurrence.place != before->input.occurrence.place;
    return place && !occurrence.place.empty() ? What::place : What::changed;
}

bool is_far(const Facts& facts) {
    return ymd(facts.timing.first).year() != ymd(facts.timing.today).year();
}

/// What people need to see first: the old, struck through, and the new below it.
Value::Rows rows(const Facts& now, const Facts* before) {
    const auto& words = now.words;
    const auto& occurrence = now.input.occurrence;
    Value::Rows rows;
    const bool moved = before != nullptr && when_in_words(now) != when_in_words(*before);
    if (moved) rows.push_back(old_fact(words, "mail.fact.was"_msg, when_in_words(*before)));
    const auto label = moved            ? "mail.fact.now"_msg
                       : occurrence.due ? "mail.fact.due"_msg
                                        : "mail.fact.when"_msg;
    rows.push_back(when_row(now, label));
    const auto& place_before =
        before == nullptr ? occurrence.place : before->input.occurrence.place;
    if (place_before != occurrence.place && !place_before.empty())
        rows.push_back(old_fact(words, "mail.fact.place-was"_msg, place_before.str()));
    if (!occurrence.place.empty())
        rows.push_back(fact(words, "mail.fact.place"_msg, occurrence.place.str()));
    std::ranges::move(duty_rows(now), std::back_inserter(rows));
    std::ranges::move(closing_rows(now), std::back_inserter(rows));
    return rows;
}

LetterPart written(const LetterView& view, const Facts& now, const Facts* before) {
    const auto& occurrence = now.input.occurrence;
    const auto what = what_changed(now, before);
    const auto chosen = phrases_of(what);
    Args args = sentence_args(now);
    args.push_back({"when", when_in_words(now)});
    args.push_back({"short", when_in_short(now, is_far(now))});
    args.push_back({"was", before == nullptr ? std::string{} : when_in_words(*before)});
    args.push_back({"place", occurrence.place.str()});
    LetterPart part;
    part.subject = view.words.text(chosen.subject, args);
    part.kind = view.words.text(kind_word(occurrence.kind));
    part.title = view.title_of(occurrence);
    part.day = now.timing.first;
    part.status = view.words.text(chosen.status, args);
    part.lead = view.words.text(chosen.lead, args);
    if (what == What::cancelled) {
        part.was = first_leaf(now, true);
    } else {
        if (what == What::moved && before->timing.first != now.timing.first)
            part.was = first_leaf(*before, true);
        part.first = first_leaf(now);
        if (part.was.empty()) part.until = until_leaf(now);
    }
    part.facts = rows(now, before);
    part.tone = chosen.tone;
    return part;
}

}  // namespace

LetterPart change_part(const LetterView& view, const LetterItem& item) {
    const auto input = view.about(item.delivery, *item.occurrence);
    const Facts now = facts(input, view.now);
    const auto* occurrence_before = known(item);
    if (occurrence_before == nullptr) return written(view, now, nullptr);
    const auto input_before = view.about(item.delivery, *occurrence_before);
    const Facts before = facts(input_before, view.now);
    return written(view, now, &before);
}

}  // namespace nhaclich::message
