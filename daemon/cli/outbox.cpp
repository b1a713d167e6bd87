#include "cli/names.hpp"
#include "cli/outbox_show.hpp"
#include "cli/output.hpp"
#include "cli/table.hpp"
#include "message/frame.hpp"
#include "service/state.hpp"

#include <CLI/CLI.hpp>

namespace nhaclich::cli {

namespace {

using reminder::State;

struct OutboxOptions {
    std::string state;
    std::string member;
    std::string channel;
    bool failed = false;
    bool pending = false;
    int limit = 200;
    store::RowId shown = 0;
};

/// What needs somebody: all that is not settled, and what failed lately.
store::Selection selection_of(const OutboxOptions& options) {
    constexpr std::chrono::days lately{30};
    store::Selection selection;
    selection.limit = options.limit + 1;  // one more, to see whether there are more
    if (options.failed == options.pending) selection.failed_since = now() - lately;
    if (options.pending || !options.failed)
        selection.states = {State::pending, State::sending, State::deferred};
    if (options.failed || !options.pending) selection.states.push_back(State::failed);
    return selection;
}

Table::Cells cells_of(const store::DeliveryRecord& record, Wording& wording) {
    constexpr std::size_t title_at_most = 60;
    const auto& row = record.row;
    const auto& delivery = row.ledger.delivery;
    const bool waits = row.ledger.state == State::pending || row.ledger.state == State::deferred;
    return {std::to_string(row.id),
            wording.state(record),
            wording.when(delivery.due),
            waits ? wording.when(row.next_at) : "",
            wording.name(delivery.key.member),
            delivery.key.channel.str(),
            message::shortened(wording.what(delivery), title_at_most),
            wording.answer(row.ledger.last_answer)};
}

void print(std::vector<store::DeliveryRecord> records, const OutboxOptions& options,
           Wording& wording, const Common& common) {
    const auto& words = common.words();
    const bool more = records.size() > static_cast<std::size_t>(options.limit);
    if (more) records.erase(records.begin());
    Table table({words.text("column.id"), words.text("column.state"), words.text("column.due"),
                 words.text("column.next"), words.text("column.recipient"),
                 words.text("column.channel"), words.text("column.what"),
                 words.text("column.answer")});
    for (const auto& record : records) {
        if (common.json)
            print_json(wording.json(record));
        else
            table.add(cells_of(record, wording));
    }
    if (common.json) return;
    if (table.empty())
        print_line(words.text("cli.outbox.none"));
    else
        table.print();
    if (more) print_line(words.text("cli.outbox.more", {{"limit", std::to_string(options.limit)}}));
}

Exit list(const Published& ours, const std::string& state, const OutboxOptions& options,
          const Common& common) {
    const auto& configuration = ours.board->configuration();
    auto selection = selection_of(options);
    if (!options.member.empty()) {
        const auto* member = member_named(configuration.people, options.member, common);
        if (member == nullptr) return Exit::input;
        selection.member = member->id;
    }
    if (!options.channel.empty()) {
        selection.channel = channel_named(configuration.settings, options.channel, common);
        if (!selection.channel) return Exit::input;
    }
    auto records = store::deliveries(state, selection);
    if (!records) {
        print_error(common.words().sentence(records.error()));
        return Exit::could_not_run;
    }
    Wording wording(*ours.board, common);
    print(std::move(*records), options, wording, common);
    return Exit::ok;
}

Exit run(const Common& common, const OutboxOptions& options, bool showing) {
    Exit status = Exit::ok;
    const auto ours = published(options.state, common, status);
    if (!ours) return status;
    const auto state =
        service::state_directory(options.state, ours->board->configuration().settings);
    if (showing) return show(*ours->board, state, options.shown, common);
    return list(*ours, state, options, common);
}

}  // namespace

Action declare_outbox(CLI::App& command, Common& common) {
    auto options = std::make_shared<OutboxOptions>();
    const auto& words = common.words();
    command.add_flag("--failed", options->failed, words.text("cli.option.failed"));
    command.add_flag("--pending", options->pending, words.text("cli.option.pending"));
    command.add_option("--member", options->member, words.text("cli.option.of-member"));
    command.add_option("--channel", options->channel, words.text("cli.option.channel"));
    constexpr int rows_at_most = 1'000'000;
    command.add_option("--limit", options->limit, words.text("cli.option.limit"))
        ->check(CLI::Range(1, rows_at_most))
        ->capture_default_str();
    command.add_option("--state", options->state, words.text("cli.option.state"));
    command.add_flag("--json", common.json, words.text("cli.option.json"));
    auto* show = command.add_subcommand("show", words.text("cli.verb.outbox-show"));
    show->fallthrough();
    show->add_option("id", options->shown, words.text("cli.option.row"))->required();
    return [&common, options, show] { return run(common, *options, show->parsed()); };
}

}  // namespace nhaclich::cli
