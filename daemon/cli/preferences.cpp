#include "cli/book.hpp"
#include "cli/names.hpp"
#include "cli/output.hpp"
#include "service/words.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/algorithm/string/join.hpp>
#include <map>

namespace nhaclich::cli {

namespace {

struct PreferencesOptions {
    std::string state;
    std::string member;
    std::string key;
    std::string value;
    bool change = false;
    bool history = false;
};

/// The last word on each key, or every word ever said.
std::vector<store::Choice> shown(std::vector<store::Choice> all,
                                 const PreferencesOptions& options) {
    if (!options.key.empty())
        std::erase_if(all, [&](const store::Choice& one) { return one.key != options.key; });
    if (options.history) return all;
    std::map<std::string, store::Choice> last;
    for (auto& choice : all) last.insert_or_assign(choice.key, std::move(choice));
    std::vector<store::Choice> result;
    for (auto& [key, choice] : last)
        if (!choice.value.empty()) result.push_back(std::move(choice));
    return result;
}

void print(const store::Choice& choice, const calendar::Zone& zone, const Common& common) {
    if (common.json) {
        print_json({{"member", choice.member.str()},
                    {"key", choice.key},
                    {"value", choice.value},
                    {"chosen", rfc3339(choice.chosen, zone)},
                    {"by", choice.by}});
        return;
    }
    const auto& words = common.words();
    auto value = choice.value;
    if (choice.key == "pause")
        if (const auto until = parse_iso_instant(value))
            value = service::at_in_words(*until, zone, words);
    print_line(words.text(value.empty() ? "cli.preferences.row-taken-back" : "cli.preferences.row",
                          {{"key", choice.key},
                           {"value", value},
                           {"when", service::at_in_words(choice.chosen, zone, words)},
                           {"by", choice.by}}));
}

Exit list(const Book& book, const plan::Member& member, const PreferencesOptions& options,
          const calendar::Zone& zone, const Common& common) {
    auto all = book.records->choices(member.id);
    if (!all) {
        print_error(common.words().sentence(all.error()));
        return Exit::could_not_run;
    }
    const auto choices = shown(std::move(*all), options);
    for (const auto& choice : choices) print(choice, zone, common);
    if (choices.empty() && !common.json)
        print_line(common.words().text("cli.preferences.none", {{"name", member.name.str()}}));
    return Exit::ok;
}

/// A pause may be written as the day on which it ends.
std::string value_of(const PreferencesOptions& options, const calendar::Zone& zone) {
    const auto day = parse_iso_day(options.value);
    if (options.key != "pause" || !day) return options.value;
    return iso(zone.instant_of(*day, LocalHour{}));
}

/// Complains of what no member, or this one, could mean.
bool is_sound(const store::Choice& choice, const config::Configuration& configuration,
              const Common& common) {
    reminder::Preferences trial;
    if (const auto sound = reminder::choose(trial, choice.key, choice.value); !sound) {
        print_error(common.words().sentence(sound.error()));
        return false;
    }
    std::vector<std::string> known;
    for (const auto& [channel, address] : configuration.people.find(choice.member)->addresses)
        known.push_back(channel.str());
    for (const auto& channel : trial.channels.value_or(std::vector<ChannelId>{})) {
        if (std::ranges::find(known, channel.str()) != known.end()) continue;
        print_error(common.words().text(
            "cli.preferences.no-address",
            {{"channel", channel.str()}, {"known", boost::algorithm::join(known, ", ")}}));
        return false;
    }
    return true;
}

Exit choose(const store::Choice& choice, const Book& book, const plan::Member& member,
            const calendar::Zone& zone, const Common& common) {
    const auto done = common.words().text(
        choice.value.empty() ? "cli.preferences.taken-back" : "cli.preferences.done",
        {{"name", member.name.str()}, {"key", choice.key}});
    const auto result = written(book.records->choose(choice), book, done, common);
    if (result == Exit::ok && common.json) print(choice, zone, common);
    return result;
}

Exit run(const Common& common, const PreferencesOptions& options) {
    Exit status = Exit::ok;
    const auto configuration = loaded(common, status);
    if (!configuration) return status;
    const auto* member = member_named(configuration->people, options.member, common);
    if (member == nullptr) return Exit::input;
    const auto& zone = configuration->settings.board.zone;
    const store::Choice choice{member->id, options.key, value_of(options, zone), now(), typist()};
    const bool writing = !options.key.empty() && options.change;
    if (writing && !is_sound(choice, *configuration, common)) return Exit::input;
    const auto book = opened_book(*configuration, options.state, common, status);
    if (!book) return status;
    if (!writing) return list(*book, *member, options, zone, common);
    return choose(choice, *book, *member, zone, common);
}

}  // namespace

Action declare_preferences(CLI::App& command, Common& common) {
    auto options = std::make_shared<PreferencesOptions>();
    const auto& words = common.words();
    command.add_option("member", options->member, words.text("cli.option.preference-member"))
        ->required();
    command.add_option("key", options->key, words.text("cli.option.preference-key"))
        ->check(CLI::IsMember(reminder::preference_keys()));
    auto* value =
        command.add_option("value", options->value, words.text("cli.option.preference-value"));
    command.add_flag("--history", options->history, words.text("cli.option.history"));
    command.add_option("--state", options->state, words.text("cli.option.state"));
    command.add_flag("--json", common.json, words.text("cli.option.json"));
    return [&common, options, value] {
        options->change = value->count() > 0;
        return run(common, *options);
    };
}

}  // namespace nhaclich::cli
