#include "cli/output.hpp"
#include "cli/table.hpp"
#include "cli/wording.hpp"
#include "message/frame.hpp"
#include "service/state.hpp"

#include <CLI/CLI.hpp>

namespace nhaclich::cli {

namespace {

using reminder::State;

struct MissedOptions {
    Period period;
    std::string state;
    bool all = false;
};

void print(const std::vector<store::DeliveryRecord>& records, Wording& wording,
           const Common& common) {
    const auto& words = common.words();
    Table table({words.text("column.id"), words.text("column.due"), words.text("column.recipient"),
                 words.text("column.channel"), words.text("column.state"),
                 words.text("column.what"), words.text("column.why")});
    for (const auto& record : records) {
        const auto& delivery = record.row.ledger.delivery;
        constexpr std::size_t title_at_most = 60;
        if (common.json)
            print_json(wording.json(record));
        else
            table.add({std::to_string(record.row.id), wording.when(delivery.due),
                       wording.name(delivery.key.member), delivery.key.channel.str(),
                       wording.state(record),
                       message::shortened(wording.what(delivery), title_at_most),
                       wording.answer(record.row.ledger.last_answer)});
    }
    if (common.json) return;
    if (table.empty())
        print_line(words.text("cli.missed.none"));
    else
        table.print();
}

Exit missed(const Common& common, const MissedOptions& options) {
    Exit status = Exit::ok;
    const auto ours = published(options.state, common, status);
    if (!ours) return status;
    const auto& board = *ours->board;
    constexpr std::chrono::days usual{90};
    const Day today = board.zone().day_of(now());
    const auto days =
        days_of(options.period, {today - usual, today + std::chrono::days{1}}, common.words());
    if (!days) return Exit::input;
    const std::chrono::seconds before{1};
    store::Selection selection;
    selection.states = {State::missed};
    if (options.all) selection.states.push_back(State::cancelled);
    selection.due = DueWindow{board.zone().instant_of(days->first, LocalHour{}) - before,
                              board.zone().instant_of(days->end, LocalHour{}) - before};
    const auto state = service::state_directory(options.state, board.configuration().settings);
    const auto records = store::deliveries(state, selection);
    if (!records) {
        print_error(common.words().sentence(records.error()));
        return Exit::could_not_run;
    }
    Wording wording(board, common);
    print(*records, wording, common);
    return Exit::ok;
}

}  // namespace

Action declare_missed(CLI::App& command, Common& common) {
    auto options = std::make_shared<MissedOptions>();
    const auto& words = common.words();
    declare_period(command, options->period, words);
    command.add_flag("--all", options->all, words.text("cli.option.cancelled-too"));
    command.add_option("--state", options->state, words.text("cli.option.state"));
    command.add_flag("--json", common.json, words.text("cli.option.json"));
    return [&common, options] { return missed(common, *options); };
}

}  // namespace nhaclich::cli
