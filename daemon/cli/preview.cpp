#include "cli/inputs.hpp"
#include "cli/names.hpp"
#include "cli/output.hpp"
#include "cli/verb.hpp"
#include "reminder/agenda.hpp"
#include "service/composer.hpp"
#include "service/words.hpp"

#include <CLI/CLI.hpp>
#include <map>

namespace nhaclich::cli {

namespace {

using boost::json::object;

struct PreviewOptions {
    Period period;
    std::string member;
    std::string state;
    int show = 0;
};

/// One message: what falls due together for one member by one channel.
struct Expected {
    Instant at;
    store::Bundle bundle;
};

std::vector<Expected> expected(const Published& ours, const DayRange& days,
                               const std::string& member) {
    const auto& zone = ours.board->zone();
    const std::chrono::seconds one{1};
    const DueWindow window{zone.instant_of(days.first, LocalHour{}) - one,
                           zone.instant_of(days.end, LocalHour{}) - one};
    reminder::Schedule schedule(ours.board->sources(), ours.known.records, window);
    std::map<std::tuple<Instant, MemberId, ChannelId>, store::Bundle> bundles;
    for (auto& delivery : reminder::expected(schedule, window)) {
        const auto& key = delivery.key;
        if (!member.empty() && key.member.str() != member) continue;
        auto& bundle = bundles[{delivery.not_before, key.member, key.channel}];
        const auto id = static_cast<store::RowId>(bundle.rows.size()) + 1;
        const Instant at = delivery.not_before;
        bundle.rows.push_back({id, {std::move(delivery), reminder::State::pending, 0, at, {}}, at});
    }
    std::vector<Expected> result;
    result.reserve(bundles.size());
    for (auto& [key, bundle] : bundles)
        result.push_back({std::get<Instant>(key), std::move(bundle)});
    return result;
}

object as_json(std::size_t number, const Expected& one, const outbox::Prepared& prepared,
               const calendar::Zone& zone) {
    const auto& key = one.bundle.first().key;
    return object{{"n", number},
                  {"at", rfc3339(one.at, zone)},
                  {"member", key.member.str()},
                  {"name", prepared.message.recipient_name.str()},
                  {"channel", key.channel.str()},
                  {"to", prepared.to.str()},
                  {"entry", key.occurrence.entry.str()},
                  {"nominal", iso(key.occurrence.nominal)},
                  {"rule", key.rule},
                  {"reminders", one.bundle.rows.size()},
                  {"subject", prepared.message.subject.str()}};
}

void print_row(std::size_t number, const Expected& one, const outbox::Prepared& prepared,
               const board::Board& board, const message::Catalogue& words) {
    const auto& key = one.bundle.first().key;
    print_line(
        words.text("cli.preview.row", {{"n", std::to_string(number)},
                                       {"when", service::at_in_words(one.at, board.zone(), words)},
                                       {"name", prepared.message.recipient_name.str()},
                                       {"to", prepared.to.str()},
                                       {"channel", key.channel.str()},
                                       {"subject", prepared.message.subject.str()},
                                       {"entry", key.occurrence.entry.str()},
                                       {"rule", key.rule}}));
}

std::string calendars_of(const message::Message& message) {
    std::string all;
    for (const auto& part : message.calendars) all += part.octets;
    return all;
}

void show(std::size_t number, const Expected& one, const outbox::Prepared& prepared,
          const board::Board& board, const Common& common) {
    const auto& text = prepared.message;
    if (common.json) {
        auto full = as_json(number, one, prepared, board.zone());
        full["text"] = text.text;
        full["html"] = text.html;
        full["calendar"] = calendars_of(text);
        print_json(full);
        return;
    }
    print_line(common.words().text(
        "cli.preview.head", {{"name", text.recipient_name.str()},
                             {"to", prepared.to.str()},
                             {"when", service::at_in_words(one.at, board.zone(), common.words())},
                             {"subject", text.subject.str()}}));
    print_line("");
    print_line(text.text);
}

Exit out_of_range(int shown, std::size_t count, const message::Catalogue& words) {
    print_error(words.text("cli.preview.no-such",
                           {{"n", std::to_string(shown)}, {"count", std::to_string(count)}}));
    return Exit::input;
}

/// With their texts; a digest with nothing to tell is none.
Result<std::vector<std::pair<Expected, outbox::Prepared>>> composed(
    const Published& ours, std::vector<Expected> messages) {
    std::vector<std::pair<Expected, outbox::Prepared>> result;
    for (auto& one : messages) {
        auto prepared = service::prepared(*ours.board, one.bundle, ours.known.records, one.at);
        if (!prepared) return tl::unexpected(prepared.error());
        if (!prepared->wanted.empty()) result.emplace_back(std::move(one), std::move(*prepared));
    }
    return result;
}

Exit list(const Published& ours, std::vector<Expected> messages, int shown, const Common& common) {
    const auto& words = common.words();
    const auto all = composed(ours, std::move(messages));
    if (!all) {
        print_error(words.sentence(all.error()));
        return Exit::could_not_run;
    }
    const bool exists = shown >= 0 && static_cast<std::size_t>(shown) <= all->size();
    if (!exists) return out_of_range(shown, all->size(), words);
    std::size_t number = 0;
    for (const auto& [one, prepared] : *all) {
        ++number;
        if (shown != 0 && number != static_cast<std::size_t>(shown)) continue;
        if (shown != 0)
            show(number, one, prepared, *ours.board, common);
        else if (common.json)
            print_json(as_json(number, one, prepared, ours.board->zone()));
        else
            print_row(number, one, prepared, *ours.board, words);
    }
    if (all->empty() && !common.json) print_line(words.text("cli.preview.none"));
    return Exit::ok;
}

Exit preview(const Common& common, const PreviewOptions& options) {
    Exit status = Exit::ok;
    const auto ours = published(options.state, common, status);
    if (!ours) return status;
    const auto& people = ours->board->configuration().people;
    if (!options.member.empty() && member_named(people, options.member, common) == nullptr)
        return Exit::input;
    constexpr std::chrono::days month{31};
    const Day today = ours->board->zone().day_of(now());
    const auto days = days_of(options.period, {today, today + month}, common.words());
    if (!days) return Exit::input;
    return list(*ours, expected(*ours, *days, options.member), options.show, common);
}

}  // namespace

Action declare_preview(CLI::App& command, Common& common) {
    auto options = std::make_shared<PreviewOptions>();
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
