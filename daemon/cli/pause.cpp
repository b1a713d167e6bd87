#include "cli/book.hpp"
#include "cli/output.hpp"
#include "cli/verb.hpp"

#include <CLI/CLI.hpp>

namespace nhaclich::cli {

namespace {

struct Options {
    std::string state;
    std::string until;
};

Exit pause(const Common& common, const Options& options) {
    Exit status = Exit::ok;
    const auto configuration = loaded(common, status);
    if (!configuration) return status;
    const auto& words = common.words();
    reminder::Pause pause{now(), std::nullopt, "asked"};
    if (!options.until.empty()) {
        const auto day = parse_iso_day(options.until);
        if (!day) {
            print_error(words.sentence(day.error()));
            return Exit::input;
        }
        pause.until = configuration->settings.board.zone.instant_of(*day, LocalHour{});
        if (*pause.until <= pause.since) {
            print_error(words.text("cli.pause.past", {{"day", options.until}}));
            return Exit::input;
        }
    }
    const auto book = opened_book(*configuration, options.state, common, status);
    if (!book) return status;
    const auto done = options.until.empty()
                          ? words.text("cli.pause.done")
                          : words.text("cli.pause.until", {{"day", options.until}});
    return written(book->records->pause(pause, typist()), *book, done, common);
}

Exit resume(const Common& common, const Options& options) {
    Exit status = Exit::ok;
    const auto configuration = loaded(common, status);
    if (!configuration) return status;
    const auto book = opened_book(*configuration, options.state, common, status);
    if (!book) return status;
    return written(book->records->resume(now(), typist()), *book,
                   common.words().text("cli.resume.done"), common);
}

}  // namespace

Action declare_pause(CLI::App& command, Common& common) {
    auto options = std::make_shared<Options>();
    command.add_option("--until", options->until, common.words().text("cli.option.until"));
    command.add_option("--state", options->state, common.words().text("cli.option.state"));
    return [&common, options] { return pause(common, *options); };
}

Action declare_resume(CLI::App& command, Common& common) {
    auto options = std::make_shared<Options>();
    command.add_option("--state", options->state, common.words().text("cli.option.state"));
    return [&common, options] { return resume(common, *options); };
}

}  // namespace nhaclich::cli
