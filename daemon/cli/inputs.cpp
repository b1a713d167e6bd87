#include "cli/inputs.hpp"

#include "cli/output.hpp"
#include "clock/system_clock.hpp"
#include "service/files.hpp"
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
    auto configuration = config::load(common.config, service::read_file);
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

std::shared_ptr<const board::Board> published_board(config::Configuration configuration,
                                                    const std::string& state, const Common& common,
                                                    Exit& status) {
    const auto published = store::published_revisions(state);
    if (!published) {
        print_error(common.words().sentence(published.error()));
        status = Exit::could_not_run;
        return nullptr;
    }
    return std::make_shared<const board::Board>(std::move(configuration), *published, now());
}

Instant now() { return SystemClock().now(); }

}  // namespace nhaclich::cli
