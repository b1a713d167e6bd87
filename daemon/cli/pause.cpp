#include "cli/book.hpp"
#include "cli/output.hpp"
#include "cli/verb.hpp"
#include "service/words.hpp"

#include <CLI/CLI.hpp>

namespace nhaclich::cli {

namespace {

struct PauseOptions {
    std::string state;
    std::string until;
};

/// When to go on: the beginning of the day written. Nothing and a complaint for a wrong one.
std::optional<Instant> end_of_pause(const std::string& written, const calendar::Zone& zone,
                                    const message::Catalogue& words) {
    const auto day = parse_iso_day(written);
    if (!day) {
        print_error(words.sentence(day.error()));
        return std::nullopt;
    }
    const Instant until = zone.instant_of(*day, LocalHour{});
    if (until > now()) return until;
    print_error(words.text("cli.pause.past", {{"day", words.full_day(*day)}}));
    return std::nullopt;
}

Exit pause(const Common& common, const PauseOptions& options) {
    Exit status = Exit::ok;
    const auto configuration = loaded(common, status);
    if (!configuration) return status;
    const auto& words = common.words();
    const auto& zone = configuration->settings.board.zone;
    reminder::Pause pause{now(), std::nullopt, "asked"};
    std::string done = words.text("cli.pause.done");
    if (!options.until.empty()) {
        pause.until = end_of_pause(options.until, zone, words);
        if (!pause.until) return Exit::input;
        done = words.text("cli.pause.until",
                          {{"when", service::at_in_words(*pause.until, zone, words)}});
    }
    const auto book = opened_book(*configuration, options.state, common, status);
    if (!book) return status;
    return written(book->records->pause(pause, typist()), *book, done, common);
}

Exit resume(const Common& common, const PauseOptions& options) {
    Exit status = Exit::ok;
    const auto configuration = loaded(common, status);
    if (!configuration) return status;
    const auto book = opened_book(*configuration, options.state, common, status);
    if (!book) return status;
    const auto& words = common.words();
    const auto records = book->records->records();
    if (!records) {
        print_error(words.sentence(records.error()));
        return Exit::could_not_run;
    }
    if (!records->paused(now())) {
        print_line(words.text("cli.resume.not-paused"));
        return Exit::ok;
    }
    return written(book->records->resume(now(), typist()), *book, words.text("cli.resume.done"),
                   common);
}

}  // namespace

Action declare_pause(CLI::App& command, Common& common) {
    auto options = std::make_shared<PauseOptions>();
    command.add_option("--until", options->until, common.words().text("cli.option.until"));
    command.add_option("--state", options->state, common.words().text("cli.option.state"));
    return [&common, options] { return pause(common, *options); };
}

Action declare_resume(CLI::App& command, Common& common) {
    auto options = std::make_shared<PauseOptions>();
    command.add_option("--state", options->state, common.words().text("cli.option.state"));
    return [&common, options] { return resume(common, *options); };
}

}  // namespace nhaclich::cli
