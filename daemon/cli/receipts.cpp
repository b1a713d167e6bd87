#include "cli/output.hpp"
#include "cli/receipt_record.hpp"
#include "service/words.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>

namespace nhaclich::cli {

namespace {

struct ReceiptsOptions {
    Period period;
    std::string state;
    bool history = false;
    RecordOptions record;
};

std::string answer_in_words(const std::string& code, std::optional<Day> day,
                            const message::Catalogue& words) {
    return words.text("cli.receipts." + code, {{"day", day ? words.full_day(*day) : ""}});
}

void print_note(const store::ReceiptNote& note, const board::Board& board, const Common& common) {
    if (common.json) {
        print_json(as_json(note, board.zone()));
        return;
    }
    const auto& words = common.words();
    const auto* unit = board.configuration().people.find(note.unit);
    print_line(words.text(
        "cli.receipts.note",
        {{"when", service::at_in_words(note.recorded, board.zone(), words)},
         {"entry", note.occurrence.entry.str()},
         {"nominal", words.full_day(note.occurrence.nominal)},
         {"unit", unit == nullptr ? note.unit.str() : unit->title.in(common.language).str()},
         {"id", note.unit.str()},
         {"answer", answer_in_words(answer_code(note.answer), note.day, words)},
         {"by", note.by}}));
}

/// What was recorded in the period.
Exit history(const Book& book, const board::Board& board, const Period& period,
             const Common& common) {
    constexpr int first_year = 2000;
    constexpr int last_year = 2100;
    const auto& words = common.words();
    const auto asked =
        days_of(period, {make_day(first_year, 1, 1), make_day(last_year, 1, 1)}, words);
    if (!asked) return Exit::input;
    auto notes = book.records->receipts();
    if (!notes) {
        print_error(words.sentence(notes.error()));
        return Exit::could_not_run;
    }
    std::erase_if(*notes, [&](const store::ReceiptNote& note) {
        const Day day = board.zone().day_of(note.recorded);
        return day < asked->first || day >= asked->end;
    });
    for (const auto& note : *notes) print_note(note, board, common);
    if (notes->empty() && !common.json) print_line(words.text("cli.receipts.no-history"));
    return Exit::ok;
}

void print_unit(const plan::Occurrence& occurrence, const plan::Owing& unit,
                const reminder::Receipt* receipt, const Common& common) {
    const auto answer = receipt == nullptr ? "missing" : answer_code(receipt->answer);
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
    const auto day = receipt == nullptr ? std::nullopt : std::optional(receipt->day);
    print_line(words.text("cli.receipts.unit", {{"title", unit.title.in(common.language).str()},
                                                {"id", unit.id.str()},
                                                {"answer", answer_in_words(answer, day, words)}}));
}

void print_report(const plan::Occurrence& occurrence, const Published& ours, const Common& common) {
    const auto& words = common.words();
    const auto& people = ours.board->configuration().people;
    const auto& receipts = ours.known.records.receipts;
    const auto units = people.owing(occurrence.owed_by);
    const auto missing = reminder::missing(receipts, occurrence, people).size();
    if (!common.json)
        print_line(words.text("cli.receipts.deadline",
                              {{"title", occurrence.title.in(common.language).str()},
                               {"entry", occurrence.id.entry.str()},
                               {"day", words.day(*occurrence.due)},
                               {"done", std::to_string(units.size() - missing)},
                               {"all", std::to_string(units.size())}}));
    for (const auto& unit : units)
        print_unit(occurrence, unit, reminder::find(receipts, occurrence.id, unit.id), common);
}

Exit list(const Published& ours, const ReceiptsOptions& options, const Common& common) {
    const auto& words = common.words();
    const int year = year_of(ours.board->zone().day_of(now()));
    const auto asked =
        days_of(options.period, {make_day(year, 1, 1), make_day(year + 1, 1, 1)}, words);
    if (!asked) return Exit::input;
    bool any = false;
    for (const auto& occurrence : ours.board->occurrences(*asked)) {
        if (!occurrence.needs_receipt() || !occurrence.due ||
            occurrence.status == plan::Status::cancelled)
            continue;
        any = true;
        print_report(occurrence, ours, common);
    }
    if (!any && !common.json) print_line(words.text("cli.receipts.none"));
    return Exit::ok;
}

Exit run(const Common& common, const ReceiptsOptions& options, bool recording) {
    Exit status = Exit::ok;
    const auto ours = published(options.state, common, status);
    if (!ours) return status;
    if (!recording && !options.history) return list(*ours, options, common);
    const auto book = opened_book(ours->board->configuration(), options.state, common, status);
    if (!book) return status;
    if (!recording) return history(*book, *ours->board, options.period, common);
    return record(*ours, *book, options.record, common);
}

}  // namespace

Action declare_receipts(CLI::App& command, Common& common) {
    auto options = std::make_shared<ReceiptsOptions>();
    const auto& words = common.words();
    declare_period(command, options->period, words);
    command.add_flag("--history", options->history, words.text("cli.option.history"));
    command.add_option("--state", options->state, words.text("cli.option.state"));
    command.add_flag("--json", common.json, words.text("cli.option.json"));
    auto* record = command.add_subcommand("record", words.text("cli.verb.receipts-record"));
    record->fallthrough();
    auto& what = options->record;
    record->add_option("unit", what.unit, words.text("cli.option.unit"))->required();
    record->add_option("entry", what.entry, words.text("cli.option.entry"))->required();
    auto* nothing =
        record->add_flag("--nothing-to-report", what.nothing, words.text("cli.option.nothing"));
    record->add_option("--at", what.at, words.text("cli.option.receipt-day"));
    record->add_option("--nominal", what.nominal, words.text("cli.option.nominal"));
    record->add_flag("--undo", what.undo, words.text("cli.option.undo"))->excludes(nothing);
    return [&common, options, record] { return run(common, *options, record->parsed()); };
}

}  // namespace nhaclich::cli
