#include "message/facts.hpp"

#include "message/frame.hpp"
#include "message/shift.hpp"

#include <algorithm>
#include <iterator>
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

void add_unless_empty(Value::Rows& rows, Values row) {
    if (!std::get<std::string>(row.at("value").get()).empty()) rows.push_back(std::move(row));
}

}  // namespace

Values fact(const Catalogue& words, MessageId label, std::string value, std::string note,
            std::string url) {
    return {{"label", words.text(label)},
            {"value", std::move(value)},
            {"note", std::move(note)},
            {"url", std::move(url)},
            {"old", false}};
}

Values old_fact(const Catalogue& words, MessageId label, std::string value) {
    auto row = fact(words, label, std::move(value));
    row.insert_or_assign("old", true);
    return row;
}

std::string when_in_words(const Facts& facts) {
    return facts.input.occurrence.due ? facts.words.day(*facts.input.occurrence.due) : when(facts);
}

std::string when_in_short(const Facts& facts, bool with_year) {
    const auto& [input, words, timing, duty, board] = facts;
    const auto day = [&](Day which) {
        return with_year ? facts.words.full_day(which) : facts.words.short_day(which);
    };
    if (const auto* timed = std::get_if<plan::Timed>(&input.occurrence.span);
        timed != nullptr && !input.occurrence.due)
        return words.text("mail.when.short"_msg, {{"time", clock_time(timed->start, input.zone)},
                                                  {"date", day(timing.first)}});
    if (timing.total == 1) return day(timing.first);
    return day(timing.first) + "–" + day(timing.last);
}

std::string hours_in_words(const Facts& facts) {
    const auto* timed = std::get_if<plan::Timed>(&facts.input.occurrence.span);
    return timed == nullptr ? std::string{} : hours(facts, *timed);
}

std::string status_note(const Facts& facts, const Phrases& phrases) {
    const auto& timing = facts.timing;
    if (phrases.note.key.empty() || (timing.nature == Nature::due && !days_off_between(timing)))
        return {};
    return facts.words.text(phrases.note, sentence_args(facts));
}

Value::Rows first_leaf(const Facts& facts, bool old) {
    return {leaf(facts.words, facts.timing.first, old)};
}

Value::Rows until_leaf(const Facts& facts) {
    if (facts.timing.total == 1) return {};
    return {leaf(facts.words, facts.timing.last)};
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
        {"hours", hours_in_words(facts)},
    };
}

Values when_row(const Facts& facts, MessageId label) {
    const bool due = facts.input.occurrence.due.has_value();
    return fact(facts.words, label, when_in_words(facts),
                due ? due_note(facts) : why_shifted(facts));
}

Value::Rows duty_rows(const Facts& facts) {
    Value::Rows rows;
    if (!facts.input.occurrence.due) return rows;
    const auto& [input, words, timing, duty, board] = facts;
    const bool owes = duty.role == Role::owes;
    add_unless_empty(rows,
                     fact(words, "mail.fact.owed-by"_msg, owes ? duty.own_units : duty.units));
    add_unless_empty(rows, fact(words, "mail.fact.submit-to"_msg, duty.receivers));
    if (!owes) add_unless_empty(rows, fact(words, "mail.fact.reported"_msg, duty.reported));
    return rows;
}

Value::Rows closing_rows(const Facts& facts) {
    const auto& link = facts.input.occurrence.link.str();
    Value::Rows rows;
    add_unless_empty(rows, fact(facts.words, "mail.fact.link"_msg, link, {},
                                is_web_address(link) ? link : std::string{}));
    add_unless_empty(rows, fact(facts.words, "mail.fact.source"_msg, source(facts)));
    return rows;
}

Value::Rows fact_rows(const Facts& facts) {
    const auto& occurrence = facts.input.occurrence;
    const auto label = occurrence.due ? "mail.fact.due"_msg : "mail.fact.when"_msg;
    Value::Rows rows{when_row(facts, label)};
    std::ranges::move(duty_rows(facts), std::back_inserter(rows));
    add_unless_empty(rows, fact(facts.words, "mail.fact.place"_msg, occurrence.place.str()));
    std::ranges::move(closing_rows(facts), std::back_inserter(rows));
    return rows;
}

}  // namespace nhaclich::message
