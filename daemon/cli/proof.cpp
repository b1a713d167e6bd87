#include "cli/output.hpp"
#include "cli/proof_report.hpp"
#include "cli/table.hpp"
#include "message/frame.hpp"
#include "service/state.hpp"

#include <CLI/CLI.hpp>

namespace nhaclich::cli {

namespace {

using reminder::State;

struct ProofOptions {
    Period period;
    std::string state;
    bool csv = false;
    bool html = false;
};

std::string number_or_nothing(int number) { return number == 0 ? "" : std::to_string(number); }

void print_json(const Proof& proof, const board::Board& board, const Common& common) {
    Wording wording(board, common);
    for (const auto& item : proof.items) {
        for (const auto& message : item.messages) {
            auto object = wording.json(message);
            object["type"] = "message";
            object["day"] = iso(item.day);
            object["section"] = item.section;
            cli::print_json(object);
        }
        for (const auto& [unit, title, receipt] : item.receipts) {
            boost::json::object object{{"type", "receipt"},
                                       {"day", iso(item.day)},
                                       {"entry", item.id.entry.str()},
                                       {"nominal", iso(item.id.nominal)},
                                       {"title", item.title},
                                       {"section", item.section},
                                       {"unit", unit.str()},
                                       {"unit_title", title},
                                       {"answer", receipt ? code(receipt->answer) : "missing"},
                                       {"submitted", nullptr},
                                       {"recorded", nullptr},
                                       {"by", nullptr}};
            if (receipt) {
                object["submitted"] = iso(receipt->day);
                object["recorded"] = rfc3339(receipt->recorded, board.zone());
                object["by"] = receipt->by;
            }
            cli::print_json(object);
        }
    }
}

void print_totals(const Proof& proof, const message::Catalogue& words) {
    std::string channels;
    for (const auto& [channel, count] : proof.sent_by_channel())
        channels += (channels.empty() ? "" : ", ") + channel + ' ' + std::to_string(count);
    print_line("");
    print_line(words.text("proof.totals", {{"sent", std::to_string(proof.count(State::sent))},
                                           {"people", std::to_string(proof.people_told())},
                                           {"failed", std::to_string(proof.count(State::failed))},
                                           {"missed", std::to_string(proof.count(State::missed))},
                                           {"waiting", std::to_string(proof.waiting())}}));
    if (!channels.empty())
        print_line(words.text("proof.totals-by-channel", {{"channels", channels}}));
    for (const auto& untold : proof.untold)
        print_line(words.text("proof.untold-line", {{"what", untold}}));
}

void print_summary(const Proof& proof, const message::Catalogue& words) {
    constexpr std::size_t title_at_most = 60;
    Table table({words.text("column.day"), words.text("column.title"), words.text("column.sent"),
                 words.text("column.failed"), words.text("column.missed"),
                 words.text("column.waiting"), words.text("column.submitted")});
    for (const auto& item : proof.items)
        table.add(
            {words.full_day(item.day), message::shortened(item.title, title_at_most),
             std::to_string(item.count(State::sent)), number_or_nothing(item.count(State::failed)),
             number_or_nothing(item.count(State::missed)), number_or_nothing(item.waiting()),
             item.receipts.empty()
                 ? ""
                 : std::to_string(item.submitted()) + "/" + std::to_string(item.receipts.size())});
    if (table.empty())
        print_line(words.text("proof.nothing"));
    else
        table.print();
    print_totals(proof, words);
}

Exit proof(const Common& common, const ProofOptions& options) {
    Exit status = Exit::ok;
    const auto ours = published(options.state, common, status);
    if (!ours) return status;
    const auto& board = *ours->board;
    const int year = year_of(board.zone().day_of(now()));
    const auto days =
        days_of(options.period, {make_day(year, 1, 1), make_day(year + 1, 1, 1)}, common.words());
    if (!days) return Exit::input;
    const auto state = service::state_directory(options.state, board.configuration().settings);
    const auto found = proof_of(*ours, state, *days, common);
    if (!found) {
        print_error(common.words().sentence(found.error()));
        return Exit::could_not_run;
    }
    if (options.html)
        print_text(proof_html(*found, board, common));
    else if (options.csv)
        print_text(proof_csv(*found, board, common));
    else if (common.json)
        print_json(*found, board, common);
    else
        print_summary(*found, common.words());
    return Exit::ok;
}

}  // namespace

Action declare_proof(CLI::App& command, Common& common) {
    auto options = std::make_shared<ProofOptions>();
    const auto& words = common.words();
    declare_period(command, options->period, words);
    auto* csv = command.add_flag("--csv", options->csv, words.text("cli.option.csv"));
    auto* html = command.add_flag("--html", options->html, words.text("cli.option.html"));
    command.add_option("--state", options->state, words.text("cli.option.state"));
    auto* json = command.add_flag("--json", common.json, words.text("cli.option.json"));
    csv->excludes(html)->excludes(json);
    html->excludes(json);
    return [&common, options] { return proof(common, *options); };
}

}  // namespace nhaclich::cli
