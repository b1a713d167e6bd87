#include "calendar/holidays.hpp"

#include "cli/inputs.hpp"
#include "cli/output.hpp"
#include "cli/verb.hpp"
#include "config/load.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>

namespace nhaclich::cli {

namespace {

/// A day that is off though it is a weekday, or worked though it is a weekend.
struct Row {
    Day day;
    std::string name;
    std::string why;  ///< "statutory", "in-lieu", "announced", "make-up"
};

std::vector<Row> rows(const calendar::Holidays& holidays, int year, plan::Language language) {
    std::vector<Row> result;
    for (const auto& [day, holiday] : holidays.off)
        if (year_of(day) == year)
            result.push_back({day, holiday.name.in(language).str(),
                              std::string(calendar::code(holiday.ground))});
    for (const auto& [day, name] : holidays.working)
        if (year_of(day) == year) result.push_back({day, name.in(language).str(), "make-up"});
    std::ranges::sort(result, {}, &Row::day);
    return result;
}

void print(const Row& row, bool forecast, const Common& common) {
    const auto& words = common.words();
    if (common.json) {
        print_json(boost::json::object{{"date", iso(row.day)},
                                       {"name", row.name},
                                       {"why", row.why},
                                       {"off", row.why != "make-up"},
                                       {"forecast", forecast}});
        return;
    }
    print_line(words.text("cli.holidays.row", {{"day", words.day(row.day)},
                                               {"name", row.name},
                                               {"why", words.text("cli.holidays." + row.why)}}));
}

/// The board's own file where there is a board, else what is built in.
std::optional<calendar::Holidays> known_holidays(const Common& common, bool configured,
                                                 Exit& status) {
    if (!configured && !std::filesystem::exists(common.config)) return config::builtin_holidays();
    const auto configuration = loaded(common, status);
    if (!configuration) return std::nullopt;
    return configuration->holidays;
}

Exit list(const Common& common, bool configured, int year) {
    Exit status = Exit::ok;
    auto holidays = known_holidays(common, configured, status);
    if (!holidays) return status;
    calendar::add_statutory(*holidays, year);
    const bool forecast = calendar::is_forecast(*holidays, year);
    for (const auto& row : rows(*holidays, year, common.language)) print(row, forecast, common);
    if (common.json) return Exit::ok;
    const auto announced = holidays->announced.find(year);
    if (forecast)
        print_line(common.words().text("cli.holidays.forecast", {{"year", std::to_string(year)}}));
    else if (announced != holidays->announced.end())
        print_line(common.words().text("cli.holidays.source",
                                       {{"source", announced->second.source.str()}}));
    return Exit::ok;
}

}  // namespace

Action declare_holidays(CLI::App& command, Common& common) {
    auto year = std::make_shared<int>();
    command.add_option("YEAR", *year, common.words().text("cli.option.year"))
        ->required()
        ->check(CLI::Range(calendar::first_statutory_year, calendar::last_statutory_year));
    command.add_flag("--json", common.json, common.words().text("cli.option.json"));
    return [&command, &common, year] { return list(common, command.count("--config") > 0, *year); };
}

}  // namespace nhaclich::cli
