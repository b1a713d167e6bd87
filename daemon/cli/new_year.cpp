#include "cli/inputs.hpp"
#include "cli/output.hpp"
#include "cli/verb.hpp"
#include "config/next_year.hpp"
#include "message/shift.hpp"
#include "plan/year_change.hpp"
#include "service/files.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/algorithm/string/join.hpp>
#include <cstdio>
#include <memory>

namespace nhaclich::cli {

namespace {

struct AskedYear {
    int year = 0;
    std::string output;
};

/// The newest plan file of the board.
struct Newest {
    std::string path, text;
    int year = 0;
};

std::optional<Newest> newest_plan(const config::Configuration& configuration) {
    std::optional<Newest> newest;
    for (const auto& path : configuration.files) {
        const auto file = service::read_file(path);
        if (!file) continue;
        const auto year = config::plan_year(file->text);
        if (year && (!newest || *year > newest->year)) newest = Newest{path, file->text, *year};
    }
    return newest;
}

using plan::YearRow;

/// Tết is "cách Tết 3 ngày" before, "sau Tết 2 ngày" after.
std::string tet_words(int days, const message::Catalogue& words) {
    const auto count = std::to_string(std::abs(days));
    return words.text(days == 0  ? "cli.new-year.tet"
                      : days < 0 ? "cli.new-year.before-tet"
                                 : "cli.new-year.after-tet",
                      {{"days", count}});
}

std::string notes(const YearRow& row, const calendar::Zone& zone, const Common& common) {
    const auto& words = common.words();
    std::vector<std::string> notes;
    if (row.other_weekday())
        notes.push_back(
            words.text("cli.new-year.last-year", {{"weekday", words.weekday(*row.last_year)}}));
    if (row.off)
        notes.push_back(row.off->holiday.empty()
                            ? words.text("cli.new-year.weekend")
                            : words.text("cli.new-year.holiday",
                                         {{"name", row.off->holiday.in(common.language).str()}}));
    if (row.occurrence.shifted_from)
        notes.push_back(message::shift_in_words(row.occurrence, zone, common.language));
    if (row.days_to_tet) notes.push_back(tet_words(*row.days_to_tet, words));
    return boost::algorithm::join(notes, "; ");
}

void print_row(const YearRow& row, const calendar::Zone& zone, const Common& common,
               void (*print)(std::string_view)) {
    const auto said = notes(row, zone, common);
    // Of what comes every month, only the days that need a look.
    if (row.one_of_many && !row.off && !row.days_to_tet) return;
    print(common.words().text(said.empty() ? "cli.new-year.row" : "cli.new-year.row-notes",
                              {{"day", common.words().day(row.day)},
                               {"title", row.occurrence.title.in(common.language).str()},
                               {"notes", said}}));
}

boost::json::object as_json(const YearRow& row, const calendar::Zone& zone) {
    boost::json::object object{{"entry", row.occurrence.id.entry.str()},
                               {"title", row.occurrence.title.vi.str()},
                               {"date", iso(row.day)},
                               {"effective", iso(effective_day(row.occurrence, zone))},
                               {"day_off", row.off.has_value()}};
    if (row.last_year) object["last_year"] = iso(*row.last_year);
    if (row.off && !row.off->holiday.empty()) object["holiday"] = row.off->holiday.vi.str();
    if (row.days_to_tet) object["days_to_tet"] = *row.days_to_tet;
    return object;
}

boost::json::object as_json(const config::Decision& decision) {
    return {{"decide", config::code(decision.why)},
            {"entry", decision.entry},
            {"title", decision.title},
            {"key", decision.key},
            {"value", decision.value},
            {"line", decision.line}};
}

void print_decision(const config::Decision& decision, const Common& common,
                    void (*print)(std::string_view)) {
    print(common.words().text("cli.new-year.decide." + std::string(config::code(decision.why)),
                              {{"title", decision.title.empty() ? "[plan]" : decision.title},
                               {"key", decision.key},
                               {"value", decision.value},
                               {"line", std::to_string(decision.line)}}));
}

/// The table and the list of decisions, where the file itself does not go.
void report(const config::NextPlan& next, const std::vector<YearRow>& rows,
            const config::Configuration& configuration, const AskedYear& asked,
            const Common& common) {
    const auto& words = common.words();
    const auto& zone = configuration.settings.board.zone;
    if (common.json) {
        for (const auto& row : rows) print_json(as_json(row, zone));
        for (const auto& decision : next.decisions) print_json(as_json(decision));
        return;
    }
    const auto print = asked.output.empty() ? print_error : print_line;
    const Args year{{"year", std::to_string(asked.year)}};
    print(words.text("cli.new-year.table", year));
    for (const auto& row : rows) print_row(row, zone, common, print);
    if (calendar::is_forecast(configuration.holidays, asked.year))
        print(words.text("cli.holidays.forecast", year));
    if (!next.decisions.empty()) print(words.text("cli.new-year.decisions"));
    for (const auto& decision : next.decisions) print_decision(decision, common, print);
}

/// A file that is there already is somebody's work.
bool write_new(const std::string& path, const std::string& text, const message::Catalogue& words) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "wx"),
                                                               std::fclose);
    const bool written = file &&
                         std::fwrite(text.data(), 1, text.size(), file.get()) == text.size() &&
                         std::fflush(file.get()) == 0;
    if (!written) print_error(words.text("cli.new-year.not-written", {{"file", path}}));
    return written;
}

std::string file_name(const std::string& path) { return path.substr(path.rfind('/') + 1); }

Exit run(const AskedYear& asked, const Common& common) {
    const auto& words = common.words();
    Exit status = Exit::ok;
    const auto configuration = loaded(common, status);
    if (!configuration) return status;
    const auto newest = newest_plan(*configuration);
    const auto next =
        newest ? config::next_plan(newest->text, asked.year, words.text("cli.new-year.gap"))
               : fail("config.next-year-no-plan"_msg);
    if (!next) {
        print_error(words.sentence(next.error()));
        return Exit::input;
    }
    const calendar::WorkingDays working_days(configuration->holidays);
    const auto rows = plan::year_change(configuration->plan, asked.year,
                                        {working_days, configuration->settings.board.zone});
    if (!asked.output.empty()) {
        if (!write_new(asked.output, next->text, words)) return Exit::could_not_run;
    } else if (!common.json) {
        std::fputs(next->text.c_str(), stdout);
    }
    report(*next, rows, *configuration, asked, common);
    if (!common.json)
        print_error(words.text("cli.new-year.how",
                               {{"old", file_name(newest->path)},
                                {"new", asked.output.empty() ? "…" : file_name(asked.output)}}));
    return Exit::ok;
}

}  // namespace

Action declare_new_year(CLI::App& command, Common& common) {
    auto asked = std::make_shared<AskedYear>();
    const auto& words = common.words();
    constexpr int first_year = 2000;
    constexpr int last_year = 2100;
    command.add_option("YEAR", asked->year, words.text("cli.option.new-year"))
        ->required()
        ->check(CLI::Range(first_year, last_year));
    command.add_option("-o,--output", asked->output, words.text("cli.option.new-year-output"));
    command.add_flag("--json", common.json, words.text("cli.option.new-year-json"));
    return [&common, asked] { return run(*asked, common); };
}

}  // namespace nhaclich::cli
