#include "cli/inputs.hpp"
#include "cli/output.hpp"
#include "cli/verb.hpp"
#include "service/state.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>

namespace nhaclich::cli {

namespace {

struct IcsOptions {
    std::string state;
    std::string on;
};

/// The day's beginning, or now where none is named; complains and answers nothing if it is none.
std::optional<Instant> moment(const IcsOptions& options, const config::Configuration& configuration,
                              const Common& common) {
    if (options.on.empty()) return now();
    const auto day = parse_iso_day(options.on);
    if (day) return configuration.settings.board.zone.instant_of(*day, LocalHour{});
    print_error(common.words().sentence(day.error()));
    return std::nullopt;
}

Exit print_feed(const Common& common, const IcsOptions& options) {
    Exit status = Exit::ok;
    auto configuration = loaded(common, status);
    if (!configuration) return status;
    const auto when = moment(options, *configuration, common);
    if (!when) return Exit::input;
    const auto state = service::state_directory(options.state, configuration->settings);
    const auto ours = published(std::move(*configuration), state, common, status, *when);
    if (!ours) return status;
    const auto& feed = ours->board->feed();
    std::fwrite(feed.data(), 1, feed.size(), stdout);
    return Exit::ok;
}

}  // namespace

Action declare_ics(CLI::App& command, Common& common) {
    auto options = std::make_shared<IcsOptions>();
    command.add_option("--state", options->state, common.words().text("cli.option.state"));
    command.add_option("--on", options->on, common.words().text("cli.option.feed-day"));
    return [&common, options] { return print_feed(common, *options); };
}

}  // namespace nhaclich::cli
