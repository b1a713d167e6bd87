#include "message/letter_part.hpp"
#include "message/phrases.hpp"
#include "reminder/endpoint.hpp"

namespace nhaclich::message {

namespace {

struct OwnWords {
    MessageId subject, title, status, lead, ask;
};

/// What the program says of itself.
LetterPart of_ourselves(const LetterView& view, const Args& args, const OwnWords& words) {
    LetterPart part;
    part.subject = view.words.text(words.subject, args);
    part.title = view.words.text(words.title, args);
    part.status = view.words.text(words.status, args);
    part.lead = view.words.text(words.lead, args);
    part.ask = view.words.text(words.ask, args);
    part.tone = Tone::late;
    part.in_calendar = false;
    return part;
}

}  // namespace

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
    auto part = of_ourselves(
        view, args,
        {"mail.subject.suspended"_msg, "mail.title.suspended"_msg, "mail.status.suspended"_msg,
         "mail.lead.suspended"_msg, "mail.ask.suspended"_msg});
    part.facts.push_back(fact(view.words, "mail.fact.address"_msg, mailbox));
    const auto known = view.input.suspended.find(mailbox);
    if (known != view.input.suspended.end())
        part.facts.push_back(fact(view.words, "mail.fact.server-said"_msg,
                                  Line::parse(known->second.answer, 1000).value_or(Line{}).str()));
    return part;
}

LetterPart endpoint_part(const LetterView& view, const LetterItem& item) {
    const auto word = reminder::endpoint_word(item.delivery.key.rule);
    const Args args{{"channel", word ? word->channel : item.delivery.key.rule}};
    return of_ourselves(
        view, args,
        {"mail.subject.endpoint"_msg, "mail.title.endpoint"_msg, "mail.status.endpoint"_msg,
         "mail.lead.endpoint"_msg, "mail.ask.endpoint"_msg});
}

LetterPart trouble_part(const LetterView& view, const LetterItem& item) {
    const auto word = reminder::endpoint_word(item.delivery.key.rule);
    const Instant since = word ? word->since : item.delivery.due;
    const auto& zone = view.input.zone;
    const Args args{{"channel", word ? word->channel : item.delivery.key.rule},
                    {"hour", clock_time(since, zone)},
                    {"day", view.words.full_day(zone.day_of(since))}};
    return of_ourselves(
        view, args,
        {"mail.subject.trouble"_msg, "mail.title.endpoint"_msg, "mail.status.trouble"_msg,
         "mail.lead.trouble"_msg, "mail.ask.trouble"_msg});
}

LetterPart burst_part(const LetterView& view) {
    return of_ourselves(view, {},
                        {"mail.subject.burst"_msg, "mail.title.burst"_msg, "mail.status.burst"_msg,
                         "mail.lead.burst"_msg, "mail.ask.burst"_msg});
}

}  // namespace nhaclich::message
