#include "message/facts.hpp"

#include "message/shift.hpp"

#include <utility>

namespace nhaclich::message {

namespace {

using std::chrono::days;

std::string zone_words(const Facts& facts) {
    const auto& name = facts.input.zone.name();
    if (name == "Asia/Ho_Chi_Minh" || name == "Asia/Saigon")
        return facts.words.text("mail.zone.vietnam"_msg);
    return facts.words.text("mail.zone.other"_msg, {{"zone", name}});
}

std::string hours(const Facts& facts, const plan::Timed& span) {
    const auto from = clock_time(span.start, facts.input.zone);
    const auto to = clock_time(span.end, facts.input.zone);
    if (from == to) return from;
    return facts.words.text("mail.when.hours"_msg, {{"from", from}, {"to", to}});
}

std::string when(const Facts& facts) {
    const auto& words = facts.words;
    const auto& timing = facts.timing;
    const auto* timed = std::get_if<plan::Timed>(&facts.input.occurrence.span);
    if (timed == nullptr && timing.total == 1) return words.day(timing.first);
    if (timed == nullptr)
        return words.text("mail.when.span"_msg,
                          {{"span", words.span({timing.first, timing.last + days{1}})},
                           {"total", words.count(timing.total, Unit::day)}});
    if (timing.total == 1)
        return words.text("mail.when.timed"_msg, {{"hours", hours(facts, *timed)},
                                                  {"day", words.day(timing.first)},
                                                  {"zone", zone_words(facts)}});
    return words.text("mail.when.timed-days"_msg,
                      {{"from", clock_time(timed->start, facts.input.zone)},
                       {"day", words.day(timing.first)},
                       {"to", clock_time(timed->end, facts.input.zone)},
                       {"last", words.day(timing.last)},
                       {"zone", zone_words(facts)}});
}

/// The words of the plan, whatever the due day became.
std::string written(const Facts& facts) {
    const auto& occurrence = facts.input.occurrence;
    if (!occurrence.limit) return {};
    const Args args{{"date", facts.words.full_day(occurrence.id.nominal)}};
    return facts.words.text(*occurrence.limit == plan::Limit::before ? "mail.written.before"_msg
                                                                     : "mail.written.by"_msg,
                            args);
}

std::string why_shifted(const Facts& facts) {
    return shift_sentence(facts.input.occurrence, facts.input.zone, facts.input.reader.language);
}

std::string due_note(const Facts& facts) {
    const auto shifted = why_shifted(facts);
    return shifted.empty() ? written(facts) : written(facts) + ' ' + shifted;
}

std::string source(const Facts& facts) {
    const auto& plan = facts.input.plan_title.in(facts.input.reader.language).str();
    const auto& section = facts.input.occurrence.section.str();
    if (section.empty()) return plan;
    return facts.words.text("mail.source.section"_msg, {{"section", section}, {"plan", plan}});
}

/// "10 ngày (8 ngày làm việc)".
std::string days_left(const Facts& facts) {
    const auto left = facts.words.count(facts.timing.days, Unit::day);
    if (!days_off_between(facts.timing)) return left;
    return facts.words.text(
        "list.with"_msg,
        {{"item", left},
         {"detail", facts.words.count(facts.timing.working_days, Unit::working_day)}});
}

Values row(const Facts& facts, MessageId label, std::string value, std::string note = {},
           std::string url = {}) {
    return {{"label", facts.words.text(label)},
            {"value", std::move(value)},
            {"note", std::move(note)},
            {"url", std::move(url)}};
}

}  // namespace

std::string when_in_words(const Facts& facts) {
    return facts.input.occurrence.due ? facts.words.day(*facts.input.occurrence.due) : when(facts);
}

bool is_web_address(std::string_view text) {
    return text.starts_with("https://") || text.starts_with("http://");
}

Facts facts(const ComposeInput& input, Instant now) {
    const auto& words = Catalogue::builtin(input.reader.language);
    return {input, words, timing(input.occurrence, input.working_days, input.zone, now),
            duty({input.occurrence, input.reader, input.people, words, input.receipts}),
            input.board_name.in(input.reader.language).str()};
}

Args sentence_args(const Facts& facts) {
    const auto& [input, words, timing, duty, board] = facts;
    const auto* timed = std::get_if<plan::Timed>(&input.occurrence.span);
    return {
        {"title", input.occurrence.title.in(input.reader.language).str()},
        {"board", board},
        {"units", duty.own_units},
        {"receivers", duty.receivers.empty() ? board : duty.receivers},
        {"days", words.count(timing.days, Unit::day)},
        {"days_left", days_left(facts)},
        {"working_days", words.count(timing.working_days, Unit::working_day)},
        {"number", std::to_string(timing.number)},
        {"total", words.count(timing.total, Unit::day)},
        {"left", words.count(timing.left, Unit::day)},
        {"day", words.day(timing.first)},
        {"last", words.day(timing.last)},
        {"date", words.short_day(timing.first)},
        {"span", words.span({timing.first, timing.last + days{1}})},
        {"time", timed == nullptr ? std::string{} : clock_time(timed->start, input.zone)},
        {"hours", timed == nullptr ? std::string{} : hours(facts, *timed)},
    };
}

Value::Rows fact_rows(const Facts& facts) {
    const auto& occurrence = facts.input.occurrence;
    const auto& link = occurrence.link.str();
    Value::Rows rows;
    const auto add = [&](Values values) {
        if (!std::get<std::string>(values.at("value").get()).empty())
            rows.push_back(std::move(values));
    };
    if (occurrence.due) {
        add(row(facts, "mail.fact.due"_msg, facts.words.day(*occurrence.due), due_note(facts)));
        const bool owes = facts.duty.role == Role::owes;
        add(row(facts, "mail.fact.owed-by"_msg, owes ? facts.duty.own_units : facts.duty.units));
        add(row(facts, "mail.fact.submit-to"_msg, facts.duty.receivers));
        if (!owes) add(row(facts, "mail.fact.reported"_msg, facts.duty.reported));
    } else {
        add(row(facts, "mail.fact.when"_msg, when(facts), why_shifted(facts)));
    }
    add(row(facts, "mail.fact.place"_msg, occurrence.place.str()));
    add(row(facts, "mail.fact.link"_msg, link, {}, is_web_address(link) ? link : std::string{}));
    add(row(facts, "mail.fact.source"_msg, source(facts)));
    return rows;
}

}  // namespace nhaclich::message
