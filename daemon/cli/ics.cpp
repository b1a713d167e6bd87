#include "cli/inputs.hpp"
#include "cli/verb.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>

namespace nhaclich::cli {

namespace {

Exit print_feed(const Common& common, const std::string& given_state) {
    Exit status = Exit::ok;
    const auto ours = published(given_state, common, status);
    if (!ours) return status;
    const auto& feed = ours->board->feed();
    std::fwrite(feed.data(), 1, feed.size(), stdout);
    return Exit::ok;
}

}  // namespace

Action declare_ics(CLI::App& command, Common& common) {
    auto state = std::make_shared<std::string>();
    command.add_option("--state", *state, common.words().text("cli.option.state"));
    return [&common, state] { return print_feed(common, *state); };
}

}  // namespace nhaclich::cli
