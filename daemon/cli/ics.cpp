#include "cli/inputs.hpp"
#include "cli/verb.hpp"
#include "service/state.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>

namespace nhaclich::cli {

namespace {

Exit print_feed(const Common& common, const std::string& given_state) {
    Exit status = Exit::ok;
    auto configuration = loaded(common, status);
    if (!configuration) return status;
    const auto state = service::state_directory(given_state, configuration->settings);
    const auto board = published_board(std::move(*configuration), state, common, status);
    if (board == nullptr) return status;
    std::fwrite(board->feed().data(), 1, board->feed().size(), stdout);
    return Exit::ok;
}

}  // namespace

Action declare_ics(CLI::App& command, Common& common) {
    auto state = std::make_shared<std::string>();
    command.add_option("--state", *state, common.words().text("cli.option.state"));
    return [&common, state] { return print_feed(common, *state); };
}

}  // namespace nhaclich::cli
