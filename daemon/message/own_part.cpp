#include "message/letter_part.hpp"
#include "message/phrases.hpp"
#include "reminder/endpoint.hpp"

namespace nhaclich::message {

LetterPart unreached_part(const LetterView& view, const LetterItem& item) {
    // "unreached MEMBER RULE"
    const auto& rule = item.delivery.key.rule;
    const auto begin = rule.find(' ') + 1;
    const auto id = MemberId::parse(rule.substr(begin, rule.find(' ', begin) - begin));
    const auto* member = id ? view.input.people.find(*id) : nullptr;
    const std::string name = member != nullptr ? member->name.str() : rule;
    const auto title = item.occurrence ? view.title_of(*item.occurrence) : std::string{};
    const Args args{{"name", name}, {"title", title}};
    LetterPart part;
    part.subject = view.words.text("mail.subject.unreached"_msg, args);
    part.kind = view.words.text("mail.status.unreached"_msg, args);
    part.title = title.empty() ? name : title;
    part.status = view.words.text("mail.status.unreached.name"_msg, args);
    part.lead = view.words.text("mail.lead.unreached"_msg, args);
    part.ask = view.words.text("mail.ask.unreached"_msg, args);
    part.tone = Tone::late;
    part.in_calendar = false;
    if (!item.occurrence) return part;
    const auto input = view.about(item.delivery, *item.occurrence);
    const Facts all = facts(input, view.now);
    part.kind = view.words.text(kind_word(item.occurrence->kind));
    part.first = first_leaf(all);
    part.day = all.timing.first;
    part.facts = fact_rows(all);
    return part;
}

LetterPart suspension_part(const LetterView& view, const LetterItem& item) {
    const auto word = reminder::suspension_word(item.delivery.key.rule);
    const auto* member = word ? view.input.people.find(word->member) : nullptr;
    const std::string mailbox = word ? word->mailbox : item.delivery.key.rule;
    const Args args{{"name", member != nullptr ? member->name.str() : mailbox},
                    {"address", mailbox}};
    LetterPart part;
    part.subject = view.words.text("mail.subject.suspended"_msg, args);
    part.title = view.words.text("mail.title.suspended"_msg, args);
    part.status = view.words.text("mail.status.suspended"_msg, args);
    part.lead = view.words.text("mail.lead.suspended"_msg, args);
    part.ask = view.words.text("mail.ask.suspended"_msg, args);
    part.facts.push_back(fact(view.words, "mail.fact.address"_msg, mailbox));
    const auto known = view.input.suspended.find(mailbox);
    if (known != view.input.suspended.end())
        part.facts.push_back(fact(view.words, "mail.fact.server-said"_msg,
                                  Line::parse(known->second.answer, 1000).value_or(Line{}).str()));
    part.tone = Tone::late;
    part.in_calendar = false;
    return part;
}

LetterPart endpoint_part(const LetterView& view, const LetterItem& item) {
    const auto word = reminder::endpoint_word(item.delivery.key.rule);
    const Args args{{"channel", word ? word->channel : item.delivery.key.rule}};
    LetterPart part;
    part.subject = view.words.text("mail.subject.endpoint"_msg, args);
    part.title = view.words.text("mail.title.endpoint"_msg, args);
    part.status = view.words.text("mail.status.endpoint"_msg);
    part.lead = view.words.text("mail.lead.endpoint"_msg, args);
    part.ask = view.words.text("mail.ask.endpoint"_msg, args);
    part.tone = Tone::late;
    part.in_calendar = false;
    return part;
}

LetterPart trouble_part(const LetterView& view, const LetterItem& item) {
    const auto word = reminder::endpoint_word(item.delivery.key.rule);
    const Instant since = word ? word->since : item.delivery.due;
    const auto& zone = view.input.zone;
    const Args args{{"channel", word ? word->channel : item.delivery.key.rule},
                    {"hour", clock_time(since, zone)},
                    {"day", view.words.full_day(zone.day_of(since))}};
    LetterPart part;
    part.subject = view.words.text("mail.subject.trouble"_msg, args);
    part.title = view.words.text("mail.title.endpoint"_msg, args);
    part.status = view.words.text("mail.status.trouble"_msg);
    part.lead = view.words.text("mail.lead.trouble"_msg, args);
    part.ask = view.words.text("mail.ask.trouble"_msg, args);
    part.tone = Tone::late;
    part.in_calendar = false;
    return part;
}

LetterPart burst_part(const LetterView& view) {
    LetterPart part;
    part.subject = view.words.text("mail.subject.burst"_msg);
    part.title = view.words.text("mail.title.burst"_msg);
    part.status = view.words.text("mail.status.burst"_msg);
    part.lead = view.words.text("mail.lead.burst"_msg);
    part.ask = view.words.text("mail.ask.burst"_msg);
    part.tone = Tone::late;
    part.in_calendar = false;
    return part;
}

}  // namespace nhaclich::message
