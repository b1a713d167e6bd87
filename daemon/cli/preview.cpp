#include "cli/inputs.hpp"
#include "cli/output.hpp"
#include "cli/verb.hpp"
#include "reminder/due.hpp"
#include "service/composer.hpp"
#include "service/state.hpp"
#include "service/words.hpp"

#include <CLI/CLI.hpp>

namespace nhaclich::cli {

namespace {

using boost::json::object;

struct Options {
    Period period;
    std::string member;
    std::string state;
    int show = 0;
};

std::vector<reminder::Delivery> wanted(const board::Board& board, const DayRange& days,
                                       const std::string& member) {
    const auto& zone = board.zone();
    const std::chrono::seconds one{1};
    const DueWindow window{zone.instant_of(days.first, LocalHour{}) - one,
                           zone.instant_of(days.end, LocalHour{}) - one};
    auto all = reminder::deliveries(board.sources(), window);
    if (!member.empty())
        std::erase_if(all, [&](const auto& d) { return d.key.member.str() != member; });
    return all;
}

object as_json(std::size_t number, const reminder::Delivery& delivery,
               const outbox::Prepared& prepared, const calendar::Zone& zone) {
    return object{{"n", number},
                  {"at", rfc3339(delivery.due, zone)},
                  {"member", delivery.key.member.str()},
                  {"name", prepared.message.recipient_name.str()},
                  {"channel", delivery.key.channel.str()},
                  {"to", prepared.to.str()},
                  {"entry", delivery.key.occurrence.entry.str()},
                  {"nominal", iso(delivery.key.occurrence.nominal)},
                  {"rule", delivery.key.rule},
                  {"subject", prepared.message.subject.str()}};
}

void print_row(std::size_t number, const reminder::Delivery& delivery,
               const outbox::Prepared& prepared, const board::Board& board,
               const message::Catalogue& words) {
    print_line(words.text("cli.preview.row",
                          {{"n", std::to_string(number)},
                           {"when", service::at_in_words(delivery.due, board.zone(), words)},
                           {"name", prepared.message.recipient_name.str()},
                           {"to", prepared.to.str()},
                           {"channel", delivery.key.channel.str()},
                           {"subject", prepared.message.subject.str()},
                           {"entry", delivery.key.occurrence.entry.str()},
                           {"rule", delivery.key.rule}}));
}

void show(std::size_t number, const reminder::Delivery& delivery, const outbox::Prepared& prepared,
          const board::Board& board, const Common& common) {
    const auto& text = prepared.message;
    if (common.json) {
        auto full = as_json(number, delivery, prepared, board.zone());
        full["text"] = text.text;
        full["html"] = text.html;
        full["calendar"] = text.calendar;
        print_json(full);
        return;
    }
    print_line(common.words().text(
        "cli.preview.head",
        {{"name", text.recipient_name.str()},
         {"to", prepared.to.str()},
         {"when", service::at_in_words(delivery.due, board.zone(), common.words())},
         {"subject", text.subject.str()}}));
    print_line("");
    print_line(text.text);
}

Exit out_of_range(int shown, std::size_t count, const message::Catalogue& words) {
    print_error(words.text("cli.preview.no-such",
                           {{"n", std::to_string(shown)}, {"count", std::to_string(count)}}));
    return Exit::input;
}

Exit list(const board::Board& board, const std::vector<reminder::Delivery>& rows, int shown,
          const Common& common) {
    std::size_t number = 0;
    for (const auto& delivery : rows) {
        ++number;
        if (shown != 0 && number != static_cast<std::size_t>(shown)) continue;
        const auto prepared = service::prepared(board, delivery, delivery.due);
        if (!prepared) {
            print_error(common.words().sentence(prepared.error()));
            return Exit::could_not_run;
        }
        if (shown != 0)
            show(number, delivery, *prepared, board, common);
        else if (common.json)
            print_json(as_json(number, delivery, *prepared, board.zone()));
        else
            print_row(number, delivery, *prepared, board, common.words());
    }
    if (rows.empty() && !common.json) print_line(common.words().text("cli.preview.none"));
    return Exit::ok;
}

Exit preview(const Common& common, const Options& options) {
    Exit status = Exit::ok;
    auto configuration = loaded(common, status);
    if (!configuration) return status;
    constexpr std::chrono::days month{31};
    const Day today = configuration->settings.board.zone.day_of(now());
    const auto days = days_of(options.period, {today, today + month}, common.words());
    if (!days) return Exit::input;
    const auto state = service::state_directory(options.state, configuration->settings);
    const auto board = published_board(std::move(*configuration), state, common, status);
    if (board == nullptr) return status;
    const auto rows = wanted(*board, *days, options.member);
    const bool exists = options.show >= 0 && static_cast<std::size_t>(options.show) <= rows.size();
    if (!exists) return out_of_range(options.show, rows.size(), common.words());
    return list(*board, rows, options.show, common);
}

}  // namespace

Action declare_preview(CLI::App& command, Common& common) {
    auto options = std::make_shared<Options>();
    const auto& words = common.words();
    declare_period(command, options->period, words);
    command.add_option("--member", options->member, words.text("cli.option.member"));
    command.add_option("--show", options->show, words.text("cli.option.show"))
        ->check(CLI::PositiveNumber);
    command.add_option("--state", options->state, words.text("cli.option.state"));
    command.add_flag("--json", common.json, words.text("cli.option.json"));
    return [&common, options] { return preview(common, *options); };
}

}  // namespace nhaclich::cli
