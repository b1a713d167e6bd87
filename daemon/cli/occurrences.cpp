#include "plan/occurrences.hpp"

#include "cli/inputs.hpp"
#include "cli/output.hpp"
#include "cli/verb.hpp"
#include "service/words.hpp"

#include <CLI/CLI.hpp>

namespace nhaclich::cli {

namespace {

using boost::json::object;

boost::json::value day_or_null(const std::optional<Day>& day) {
    return day ? boost::json::value(iso(*day)) : boost::json::value();
}

object as_json(const plan::Occurrence& occurrence, const calendar::Zone& zone,
               plan::Language language) {
    object result{{"entry", occurrence.id.entry.str()},
                  {"kind", plan::code(occurrence.kind)},
                  {"nominal", iso(occurrence.id.nominal)}};
    if (const auto* days = std::get_if<DayRange>(&occurrence.span)) {
        result["start"] = iso(days->first);
        result["end"] = iso(days->end);
    } else {
        result["start"] = rfc3339(plan::start_of(occurrence, zone), zone);
        result["end"] = rfc3339(plan::end_of(occurrence, zone), zone);
    }
    result["all_day"] = occurrence.all_day();
    result["title"] = occurrence.title.in(language).str();
    result["due"] = day_or_null(occurrence.due);
    result["shifted_from"] = day_or_null(
        occurrence.shifted_from ? std::optional(occurrence.shifted_from->day) : std::nullopt);
    result["status"] = plan::code(occurrence.status);
    return result;
}

Exit list(const Common& common, const Period& period) {
    Exit status = Exit::ok;
    const auto configuration = loaded(common, status);
    if (!configuration) return status;
    const auto& zone = configuration->settings.board.zone;
    const int year = year_of(zone.day_of(now()));
    const auto days =
        days_of(period, {make_day(year, 1, 1), make_day(year + 1, 1, 1)}, common.words());
    if (!days) return Exit::input;
    const calendar::WorkingDays working_days(configuration->holidays);
    for (const auto& occurrence :
         plan::occurrences(configuration->plan, *days, {working_days, zone})) {
        if (common.json)
            print_json(as_json(occurrence, zone, common.language));
        else
            print_line(service::in_words(occurrence, zone, common.words(), common.language));
    }
    return Exit::ok;
}

}  // namespace

Action declare_occurrences(CLI::App& command, Common& common) {
    auto period = std::make_shared<Period>();
    declare_period(command, *period, common.words());
    command.add_flag("--json", common.json, common.words().text("cli.option.json"));
    return [&common, period] { return list(common, *period); };
}

}  // namespace nhaclich::cli
