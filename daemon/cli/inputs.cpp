#include "cli/inputs.hpp"

#include "board/load.hpp"
#include "cli/output.hpp"
#include "clock/system_clock.hpp"
#include "service/files.hpp"
#include "service/state.hpp"
#include "store/open.hpp"

#include <CLI/CLI.hpp>

namespace nhaclich::cli {

std::optional<config::Configuration> loaded(const Common& common, Exit& status) {
    const auto settings = service::read_file(common.config);
    if (!settings) {
        print_error(common.words().sentence(settings.error()));
        status = Exit::could_not_run;
        return std::nullopt;
    }
    auto configuration = board::load(common.config, service::read_file);
    if (!configuration) {
        print_faults(configuration.error(), common);
        status = Exit::input;
        return std::nullopt;
    }
    return std::move(*configuration);
}

void declare_period(CLI::App& command, Period& period, const message::Catalogue& words) {
    command.add_option("--from", period.from, words.text("cli.option.from"));
    command.add_option("--to", period.to, words.text("cli.option.to"));
}

std::optional<DayRange> days_of(const Period& period, DayRange otherwise,
                                const message::Catalogue& words) {
    const std::chrono::days one{1};
    const auto read = [&](const std::string& text, Day fallback) -> std::optional<Day> {
        if (text.empty()) return fallback;
        const auto day = parse_iso_day(text);
        if (!day) print_error(words.sentence(day.error()));
        return day ? std::optional(*day) : std::nullopt;
    };
    const auto first = read(period.from, otherwise.first);
    const auto last = read(period.to, otherwise.end - one);
    if (!first || !last) return std::nullopt;
    if (*last < *first) {
        print_error(words.text("cli.period.empty", {{"from", iso(*first)}, {"to", iso(*last)}}));
        return std::nullopt;
    }
    return DayRange{*first, *last + one};
}

std::optional<Published> published(config::Configuration configuration, const std::string& state,
                                   const Common& common, Exit& status, Instant when) {
    const auto could_not = [&](const Error& error) {
        print_error(common.words().sentence(error));
        status = Exit::could_not_run;
        return std::nullopt;
    };
    const auto revisions = store::published_revisions(state);
    if (!revisions) return could_not(revisions.error());
    auto known = store::snapshot(state);
    if (!known) return could_not(known.error());
    auto board = std::make_shared<const board::Board>(std::move(configuration), *revisions, when,
                                                      known->records.receipts);
    return Published{std::move(board), std::move(*known)};
}

std::optional<Published> published(const std::string& state_option, const Common& common,
                                   Exit& status) {
    auto configuration = loaded(common, status);
    if (!configuration) return std::nullopt;
    const auto state = service::state_directory(state_option, configuration->settings);
    return published(std::move(*configuration), state, common, status);
}

Instant now() { return SystemClock().now(); }

}  // namespace nhaclich::cli
