#include "cli/book.hpp"
#include "cli/output.hpp"
#include "cli/verb.hpp"

#include <CLI/CLI.hpp>
#include <map>

namespace nhaclich::cli {

namespace {

struct Options {
    std::string state;
    std::string member;
    std::string key;
    std::string value;
    bool change = false;
    bool history = false;
};

const plan::Member* member_of(const config::Configuration& configuration,
                              const std::string& written) {
    const auto id = MemberId::parse(written);
    return id ? configuration.people.find(*id) : nullptr;
}

/// The last word on each key, or every word ever said.
std::vector<store::Choice> shown(std::vector<store::Choice> all, bool history) {
    if (history) return all;
    std::map<std::string, store::Choice> last;
    for (auto& choice : all) last.insert_or_assign(choice.key, std::move(choice));
    std::vector<store::Choice> result;
    for (auto& [key, choice] : last)
        if (!choice.value.empty()) result.push_back(std::move(choice));
    return result;
}

Exit list(const Book& book, const plan::Member& member, const Options& options,
          const calendar::Zone& zone, const Common& common) {
    auto all = book.records->choices(member.id);
    if (!all) {
        print_error(common.words().sentence(all.error()));
        return Exit::could_not_run;
    }
    const auto choices = shown(std::move(*all), options.history);
    for (const auto& choice : choices) {
        if (common.json)
            print_json({{"member", choice.member.str()},
                        {"key", choice.key},
                        {"value", choice.value},
                        {"chosen", rfc3339(choice.chosen, zone)},
                        {"by", choice.by}});
        else
            print_line(
                common.words().text("cli.preferences.row", {{"key", choice.key},
                                                            {"value", choice.value},
                                                            {"when", rfc3339(choice.chosen, zone)},
                                                            {"by", choice.by}}));
    }
    if (choices.empty() && !common.json)
        print_line(common.words().text("cli.preferences.none", {{"name", member.name.str()}}));
    return Exit::ok;
}

Exit run(const Common& common, const Options& options) {
    Exit status = Exit::ok;
    const auto configuration = loaded(common, status);
    if (!configuration) return status;
    const auto& words = common.words();
    const auto* member = member_of(*configuration, options.member);
    if (member == nullptr) {
        print_error(words.text("cli.member.unknown", {{"id", options.member}}));
        return Exit::input;
    }
    const bool writing = !options.key.empty() && options.change;
    if (writing) {
        reminder::Preferences trial;
        if (const auto sound = reminder::choose(trial, options.key, options.value); !sound) {
            print_error(words.sentence(sound.error()));
            return Exit::input;
        }
    }
    const auto book = opened_book(*configuration, options.state, common, status);
    if (!book) return status;
    if (!writing) return list(*book, *member, options, configuration->settings.board.zone, common);
    const store::Choice choice{member->id, options.key, options.value, now(), typist()};
    return written(
        book->records->choose(choice), *book,
        words.text("cli.preferences.done", {{"name", member->name.str()}, {"key", options.key}}),
        common);
}

}  // namespace

Action declare_preferences(CLI::App& command, Common& common) {
    auto options = std::make_shared<Options>();
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
