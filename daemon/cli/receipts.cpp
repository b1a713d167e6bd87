#include "cli/book.hpp"
#include "cli/output.hpp"
#include "cli/verb.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>

namespace nhaclich::cli {

namespace {

using reminder::Answer;

struct Options {
    Period period;
    std::string state;
    bool history = false;
    std::string unit;
    std::string entry;
    std::string at;
    std::string nominal;
    bool nothing = false;
    bool undo = false;
};

std::string_view code(const std::optional<Answer>& answer) {
    return answer ? reminder::code(*answer) : std::string_view("undone");
}

void print_note(const store::ReceiptNote& note, const calendar::Zone& zone, const Common& common) {
    if (common.json) {
        print_json({{"entry", note.occurrence.entry.str()},
                    {"nominal", iso(note.occurrence.nominal)},
                    {"unit", note.unit.str()},
                    {"answer", code(note.answer)},
                    {"day", iso(note.day)},
                    {"recorded", rfc3339(note.recorded, zone)},
                    {"by", note.by}});
        return;
    }
    print_line(common.words().text(
        "cli.receipts.note",
        {{"when", rfc3339(note.recorded, zone)},
         {"entry", note.occurrence.entry.str()},
         {"nominal", iso(note.occurrence.nominal)},
         {"unit", note.unit.str()},
         {"answer", common.words().text("cli.receipts." + std::string(code(note.answer)))},
         {"day", common.words().full_day(note.day)},
         {"by", note.by}}));
}

Exit history(const Book& book, const calendar::Zone& zone, const Common& common) {
    const auto notes = book.records->receipts();
    if (!notes) {
        print_error(common.words().sentence(notes.error()));
        return Exit::could_not_run;
    }
    for (const auto& note : *notes) print_note(note, zone, common);
    return Exit::ok;
}

void print_unit(const plan::Occurrence& occurrence, const plan::Owing& unit,
                const reminder::Receipt* receipt, const Common& common) {
    const std::string_view answer =
        receipt == nullptr ? "missing" : reminder::code(receipt->answer);
    const auto& words = common.words();
    if (common.json) {
        boost::json::object object{{"entry", occurrence.id.entry.str()},
                                   {"nominal", iso(occurrence.id.nominal)},
                                   {"due", iso(*occurrence.due)},
                                   {"unit", unit.id.str()},
                                   {"title", unit.title.in(common.language).str()},
                                   {"answer", answer},
                                   {"day", nullptr}};
        if (receipt != nullptr) object["day"] = iso(receipt->day);
        print_json(object);
        return;
    }
    print_line(words.text("cli.receipts.unit",
                          {{"title", unit.title.in(common.language).str()},
                           {"id", unit.id.str()},
                           {"answer", words.text("cli.receipts." + std::string(answer))},
                           {"day", receipt == nullptr ? "" : words.full_day(receipt->day)}}));
}

Exit list(const config::Configuration& configuration, const board::Board& board,
          const reminder::Records& records, const Options& options, const Common& common) {
    const auto& words = common.words();
    const int year = year_of(board.zone().day_of(now()));
    const auto days =
        days_of(options.period, {make_day(year, 1, 1), make_day(year + 1, 1, 1)}, words);
    if (!days) return Exit::input;
    for (const auto& occurrence : board.occurrences(*days)) {
        if (!occurrence.needs_receipt() || !occurrence.due ||
            occurrence.status == plan::Status::cancelled)
            continue;
        const auto units = configuration.people.owing(occurrence.owed_by);
        const auto missing =
            reminder::missing(records.receipts, occurrence, configuration.people).size();
        if (!common.json)
            print_line(words.text("cli.receipts.deadline",
                                  {{"title", occurrence.title.in(common.language).str()},
                                   {"entry", occurrence.id.entry.str()},
                                   {"day", words.day(*occurrence.due)},
                                   {"done", std::to_string(units.size() - missing)},
                                   {"all", std::to_string(units.size())}}));
        for (const auto& unit : units)
            print_unit(occurrence, unit, reminder::find(records.receipts, occurrence.id, unit.id),
                       common);
    }
    return Exit::ok;
}

/// Among the occurrences of the entry the one meant: named, or the one due nearest to the day among
/// those that the unit still owes; to undo, among those it has reported.
std::optional<plan::Occurrence> meant(const board::Board& board, const reminder::Records& records,
                                      const Options& options, const UnitId& unit, Day day) {
    constexpr std::chrono::days near{400};
    std::optional<plan::Occurrence> best;
    for (auto& one : board.occurrences({day - near, day + near})) {
        if (one.id.entry.str() != options.entry || !one.due) continue;
        if (!options.nominal.empty() && iso(one.id.nominal) != options.nominal) continue;
        const bool reported = reminder::find(records.receipts, one.id, unit) != nullptr;
        if (options.nominal.empty() && reported != options.undo) continue;
        const auto distance = [&](const plan::Occurrence& other) {
            return std::chrono::abs(*other.due - day);
        };
        if (!best || distance(one) < distance(*best)) best = std::move(one);
    }
    return best;
}

Exit refuse(const Common& common, std::string_view key, const Args& args) {
    print_error(common.words().text(key, args));
    return Exit::input;
}

Exit record(const board::Board& board, const Book& book, const reminder::Records& records,
            const Options& options, const Common& common) {
    const auto& words = common.words();
    const Day today = board.zone().day_of(now());
    const auto day = options.at.empty() ? Result<Day>(today) : parse_iso_day(options.at);
    if (!day) {
        print_error(words.sentence(day.error()));
        return Exit::input;
    }
    if (*day > today) return refuse(common, "cli.receipts.future", {{"day", iso(*day)}});
    const auto unit = UnitId::parse(options.unit);
    const auto occurrence = unit ? meant(board, records, options, *unit, *day) : std::nullopt;
    if (!occurrence)
        return refuse(common,
                      options.undo ? "cli.receipts.nothing-to-undo" : "cli.receipts.no-deadline",
                      {{"entry", options.entry}, {"unit", options.unit}});
    const auto units = board.configuration().people.owing(occurrence->owed_by);
    const auto owing = std::ranges::find(units, *unit, &plan::Owing::id);
    if (owing == units.end())
        return refuse(common, "cli.receipts.not-owing",
                      {{"entry", options.entry}, {"unit", options.unit}});
    store::ReceiptNote note{occurrence->id, *unit, std::nullopt, *day, now(), typist()};
    if (!options.undo)
        note.answer = options.nothing ? Answer::nothing_to_report : Answer::submitted;
    if (common.json) print_note(note, board.zone(), common);
    return written(
        book.records->record(note), book,
        words.text("cli.receipts.recorded",
                   {{"title", occurrence->title.in(common.language).str()},
                    {"unit", owing->title.in(common.language).str()},
                    {"answer", words.text("cli.receipts." + std::string(code(note.answer)))},
                    {"day", words.full_day(*day)}}),
        common);
}

Exit run(const Common& common, const Options& options, bool recording) {
    Exit status = Exit::ok;
    const auto ours = published(options.state, common, status);
    if (!ours) return status;
    const auto& configuration = ours->board->configuration();
    if (!recording && !options.history)
        return list(configuration, *ours->board, ours->known.records, options, common);
    const auto book = opened_book(configuration, options.state, common, status);
    if (!book) return status;
    if (!recording) return history(*book, ours->board->zone(), common);
    return record(*ours->board, *book, ours->known.records, options, common);
}

}  // namespace

Action declare_receipts(CLI::App& command, Common& common) {
    auto options = std::make_shared<Options>();
    const auto& words = common.words();
    declare_period(command, options->period, words);
    command.add_flag("--history", options->history, words.text("cli.option.history"));
    command.add_option("--state", options->state, words.text("cli.option.state"));
    command.add_flag("--json", common.json, words.text("cli.option.json"));
    auto* record = command.add_subcommand("record", words.text("cli.verb.receipts-record"));
    record->fallthrough();
    record->add_option("unit", options->unit, words.text("cli.option.unit"))->required();
    record->add_option("entry", options->entry, words.text("cli.option.entry"))->required();
    record->add_flag("--nothing-to-report", options->nothing, words.text("cli.option.nothing"));
    record->add_option("--at", options->at, words.text("cli.option.receipt-day"));
    record->add_option("--nominal", options->nominal, words.text("cli.option.nominal"));
    record->add_flag("--undo", options->undo, words.text("cli.option.undo"));
    return [&common, options, record] { return run(common, *options, record->parsed()); };
}

}  // namespace nhaclich::cli
