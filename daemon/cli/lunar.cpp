#include "calendar/lunar.hpp"

#include "cli/output.hpp"
#include "cli/verb.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <fmt/format.h>

namespace nhaclich::cli {

namespace {

struct AskedDay {
    std::string day;  ///< Gregorian, or lunar with --solar
    bool solar = false;
    bool leap = false;
};

Exit refused(const Error& error, const Common& common) {
    print_error(common.words().sentence(error));
    return Exit::input;
}

Exit to_lunar(const AskedDay& asked, const Common& common) {
    const auto day = parse_iso_day(asked.day);
    if (!day) return refused(day.error(), common);
    const auto date = calendar::lunar_date(*day);
    if (!date) return refused(date.error(), common);
    if (common.json)
        print_json(boost::json::object{{"year", date->year},
                                       {"month", date->month},
                                       {"day", date->day},
                                       {"leap", date->leap}});
    else
        print_line(common.words().text(
            date->leap ? "cli.lunar.leap" : "cli.lunar.day",
            {{"day", common.words().day(*day)},
             {"date", fmt::format("{}/{}/{}", date->day, date->month, date->year)}}));
    return Exit::ok;
}

/// The lunar date is written like an ISO one, but has days no Gregorian month has: 2028-02-30.
Result<calendar::LunarDate> parse_lunar(const AskedDay& asked) {
    const auto refused = fail("lunar.format"_msg, {{"text", asked.day}});
    int year = 0;
    unsigned month = 0;
    unsigned day = 0;
    char rest = 0;
    constexpr std::size_t length = 10;
    if (asked.day.size() != length ||
        std::sscanf(asked.day.c_str(), "%4d-%2u-%2u%c", &year, &month, &day, &rest) != 3)
        return refused;
    const calendar::LunarDate date{year, month, day, asked.leap};
    if (fmt::format("{:04}-{:02}-{:02}", year, month, day) != asked.day) return refused;
    return date;
}

Exit to_solar(const AskedDay& asked, const Common& common) {
    const auto date = parse_lunar(asked);
    if (!date) return refused(date.error(), common);
    const auto day = calendar::solar_day(*date);
    if (!day) return refused(day.error(), common);
    if (common.json)
        print_json(boost::json::object{{"date", iso(*day)}});
    else
        print_line(iso(*day));
    return Exit::ok;
}

}  // namespace

Action declare_lunar(CLI::App& command, Common& common) {
    auto asked = std::make_shared<AskedDay>();
    const auto& words = common.words();
    command.add_option("DATE", asked->day, words.text("cli.option.lunar-date"))->required();
    auto* solar = command.add_flag("--solar", asked->solar, words.text("cli.option.solar"));
    command.add_flag("--leap", asked->leap, words.text("cli.option.leap"))->needs(solar);
    command.add_flag("--json", common.json, words.text("cli.option.json"));
    return [&common, asked] {
        return asked->solar ? to_solar(*asked, common) : to_lunar(*asked, common);
    };
}

}  // namespace nhaclich::cli
