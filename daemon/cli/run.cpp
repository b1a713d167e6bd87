#include "cli/run.hpp"

#include "cli/output.hpp"
#include "cli/verb.hpp"

#include <CLI/CLI.hpp>
#include <array>
#include <cstdlib>

namespace nhaclich::cli {

namespace {

constexpr std::array verbs{
    Verb{"serve", declare_serve},
    Verb{"check", declare_check},
    Verb{"occurrences", declare_occurrences},
    Verb{"ics", declare_ics},
    Verb{"preview", declare_preview},
    Verb{"diff", declare_diff},
    Verb{"receipts", declare_receipts},
    Verb{"preferences", declare_preferences},
    Verb{"bounces", declare_bounces},
    Verb{"pause", declare_pause},
    Verb{"resume", declare_resume},
    Verb{"outbox", declare_outbox},
    Verb{"retry", declare_retry},
    Verb{"missed", declare_missed},
    Verb{"proof", declare_proof},
    Verb{"send-test", declare_send_test},
    Verb{"webhooks", declare_webhooks},
    Verb{"feeds", declare_feeds},
    Verb{"holidays", declare_holidays},
    Verb{"lunar", declare_lunar},
    Verb{"extract", declare_extract},
    Verb{"new-year", declare_new_year},
};

constexpr const char* default_config = "/etc/nhaclich/nhaclich.toml";

/// Known before the command line is parsed, because the help itself has a language.
plan::Language language_of(int argc, char** argv) {
    std::string_view chosen;
    if (const char* variable = std::getenv("NHACLICH_LANG")) chosen = variable;
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        if (word == "--lang" && i + 1 < argc) chosen = argv[i + 1];
        if (word.starts_with("--lang=")) chosen = word.substr(std::string_view("--lang=").size());
    }
    return chosen == "en" ? plan::Language::en : plan::Language::vi;
}

void declare_common(CLI::App& command, Common& common, std::string& language) {
    const auto& words = common.words();
    command.add_option("-c,--config", common.config, words.text("cli.option.config"))
        ->default_str(default_config);
    command.add_option("--lang", language, words.text("cli.option.lang"))
        ->check(CLI::IsMember({"vi", "en"}));
}

Exit refused(const CLI::App& app, const CLI::ParseError& error, const message::Catalogue& words) {
    if (error.get_exit_code() == 0) {  // --help, --version
        app.exit(error);
        return Exit::ok;
    }
    print_error(words.text("cli.usage", {{"reason", error.what()}}));
    return Exit::could_not_run;
}

}  // namespace

int run(int argc, char** argv) {
    Common common;
    common.language = language_of(argc, argv);
    common.config = default_config;
    const auto& words = common.words();
    std::string language;
    CLI::App app{words.text("cli.about"), "nhaclich"};
    app.require_subcommand(1);
    app.set_version_flag("--version", NHACLICH_VERSION);
    app.set_help_flag("-h,--help", words.text("cli.option.help"));
    declare_common(app, common, language);
    Action action;
    for (const auto& verb : verbs) {
        auto* command =
            app.add_subcommand(verb.name, words.text(std::string("cli.verb.") + verb.name));
        declare_common(*command, common, language);
        command->callback(
            [&action, declared = verb.declare(*command, common)] { action = declared; });
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return static_cast<int>(refused(app, error, words));
    }
    return static_cast<int>(action());
}

}  // namespace nhaclich::cli
