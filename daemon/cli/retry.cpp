#include "cli/book.hpp"
#include "cli/names.hpp"
#include "cli/outbox_show.hpp"
#include "cli/output.hpp"
#include "reminder/verdict.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <set>

namespace nhaclich::cli {

namespace {

using reminder::State;
using store::RowId;

struct RetryOptions {
    std::string state;
    std::vector<RowId> rows;
    bool failed = false;
};

/// Which rows may go again, and what is said of the others.
class Choosing {
  public:
    Choosing(const Published& ours, const Common& common)
        : ours_(ours), common_(common), wording_(*ours.board, common) {
        const auto known = channel_names(ours.board->configuration().settings);
        channels_.insert(known.begin(), known.end());
    }

    /// Why not, in words; "" = it may.
    std::string refusal(const store::OutboxRow& row) const {
        const auto& words = common_.words();
        const auto& delivery = row.ledger.delivery;
        const auto state = row.ledger.state;
        const bool could =
            state == State::failed || state == State::missed || state == State::deferred;
        if (!could)
            return words.text("cli.retry.not." + std::string(reminder::code(state)),
                              {{"id", std::to_string(row.id)},
                               {"when", wording_.when(row.ledger.changed)},
                               {"why", wording_.answer(row.ledger.last_answer)}});
        const auto useless = reason(delivery);
        if (!useless) return {};
        return words.text("cli.retry.of-no-use",
                          {{"id", std::to_string(row.id)}, {"why", words.text(*useless)}});
    }

    Wording& wording() { return wording_; }

  private:
    std::optional<MessageId> reason(const reminder::Delivery& delivery) const {
        if (!channels_.contains(delivery.key.channel.str())) return "missed.no-channel"_msg;
        const auto verdict =
            reminder::verdict(ours_.board->sources(), ours_.known.records, delivery, now());
        const auto* unwanted = std::get_if<reminder::Unwanted>(&verdict);
        return unwanted == nullptr ? std::nullopt : std::optional(unwanted->reason);
    }

    const Published& ours_;
    const Common& common_;
    Wording wording_;
    std::set<std::string> channels_;
};

Exit could_not(const Error& error, const Common& common) {
    print_error(common.words().sentence(error));
    return Exit::could_not_run;
}

/// Those chosen that may go again; `status` where another was named.
std::vector<store::DeliveryRecord> chosen(const Book& book, const RetryOptions& options,
                                          Choosing& choosing, const Common& common, Exit& status) {
    std::vector<store::DeliveryRecord> result;
    std::set<RowId> seen;
    for (const auto row : options.rows) {
        if (!seen.insert(row).second) continue;
        auto file = store::delivery(book.state, row);
        if (!file) {
            status = could_not(file.error(), common);
            return {};
        }
        const auto refusal = *file ? choosing.refusal((*file)->record.row) : std::string{};
        if (!*file) {
            status = no_such_row(row, common);
        } else if (!refusal.empty()) {
            print_error(refusal);
            status = Exit::input;
        } else {
            result.push_back(std::move((*file)->record));
        }
    }
    return result;
}

/// All that failed and are still of use.
std::vector<store::DeliveryRecord> useful_failures(const Book& book, const Choosing& choosing,
                                                   const Common& common, Exit& status) {
    store::Selection selection;
    selection.states = {State::failed};
    auto all = store::deliveries(book.state, selection);
    if (!all) {
        status = could_not(all.error(), common);
        return {};
    }
    std::erase_if(*all, [&](const store::DeliveryRecord& record) {
        return !choosing.refusal(record.row).empty();
    });
    return std::move(*all);
}

void print(const store::DeliveryRecord& record, Wording& wording, const Common& common) {
    const auto& delivery = record.row.ledger.delivery;
    if (common.json)
        print_json({{"id", record.row.id},
                    {"was", reminder::code(record.row.ledger.state)},
                    {"member", delivery.key.member.str()},
                    {"channel", delivery.key.channel.str()},
                    {"title", wording.title(delivery)}});
    else
        print_line(
            common.words().text("cli.retry.done", {{"id", std::to_string(record.row.id)},
                                                   {"what", wording.what(delivery)},
                                                   {"name", wording.name(delivery.key.member)},
                                                   {"channel", delivery.key.channel.str()}}));
}

/// What the daemon took up meanwhile stays as it is, and is said.
Exit write_down(const std::vector<store::DeliveryRecord>& records, const Book& book,
                Choosing& choosing, const Common& common) {
    std::vector<RowId> rows;
    rows.reserve(records.size());
    for (const auto& record : records) rows.push_back(record.row.id);
    const auto done = book.records->retry(rows, now(), typist());
    if (!done) return could_not(done.error(), common);
    Exit status = Exit::ok;
    for (const auto& record : records) {
        if (std::ranges::find(*done, record.row.id) != done->end()) {
            print(record, choosing.wording(), common);
            continue;
        }
        print_error(
            common.words().text("cli.retry.meanwhile", {{"id", std::to_string(record.row.id)}}));
        status = Exit::input;
    }
    tell_daemon(book.state, common);
    return status;
}

Exit retry(const Common& common, const RetryOptions& options) {
    const auto& words = common.words();
    if (options.rows.empty() != options.failed) {
        print_error(words.text("cli.retry.which"));
        return Exit::input;
    }
    Exit status = Exit::ok;
    const auto ours = published(options.state, common, status);
    if (!ours) return status;
    const auto book = opened_book(ours->board->configuration(), options.state, common, status);
    if (!book) return status;
    Choosing choosing(*ours, common);
    const auto records = options.failed ? useful_failures(*book, choosing, common, status)
                                        : chosen(*book, options, choosing, common, status);
    if (status == Exit::could_not_run) return status;
    if (records.empty()) {
        if (options.failed && !common.json) print_line(words.text("cli.retry.none"));
        return status;
    }
    const auto result = write_down(records, *book, choosing, common);
    if (!common.json && ours->known.records.paused(now()))
        print_line(words.text("cli.retry.paused"));
    return result == Exit::ok ? status : result;
}

}  // namespace

Action declare_retry(CLI::App& command, Common& common) {
    auto options = std::make_shared<RetryOptions>();
    const auto& words = common.words();
    command.add_option("id", options->rows, words.text("cli.option.rows"));
    command.add_flag("--failed", options->failed, words.text("cli.option.all-failed"));
    command.add_option("--state", options->state, words.text("cli.option.state"));
    command.add_flag("--json", common.json, words.text("cli.option.json"));
    return [&common, options] { return retry(common, *options); };
}

}  // namespace nhaclich::cli
