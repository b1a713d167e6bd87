// What a verb is: a name, its options, and what it does.
// In: the parsed options. Out: an exit status and words on stdout or stderr.
#pragma once

#include "message/catalogue.hpp"

#include <functional>
#include <string>

namespace CLI {
class App;
}

namespace nhaclich::cli {

enum class Exit { ok = 0, input = 1, could_not_run = 2 };

/// Options that every verb understands.
struct Common {
    plan::Language language = plan::Language::vi;
    std::string config;
    bool json = false;
    const message::Catalogue& words() const { return message::Catalogue::builtin(language); }
};

using Action = std::function<Exit()>;

/// Declares the verb's own options on `command` and answers what it does once they are parsed.
/// `common` outlives the action.
using Declare = Action (*)(CLI::App& command, Common& common);

struct Verb {
    const char* name;
    Declare declare;
};

Action declare_serve(CLI::App& command, Common& common);
Action declare_check(CLI::App& command, Common& common);
Action declare_occurrences(CLI::App& command, Common& common);
Action declare_ics(CLI::App& command, Common& common);
Action declare_holidays(CLI::App& command, Common& common);
Action declare_extract(CLI::App& command, Common& common);
Action declare_lunar(CLI::App& command, Common& common);
Action declare_new_year(CLI::App& command, Common& common);
Action declare_preview(CLI::App& command, Common& common);
Action declare_diff(CLI::App& command, Common& common);
Action declare_receipts(CLI::App& command, Common& common);
Action declare_preferences(CLI::App& command, Common& common);
Action declare_bounces(CLI::App& command, Common& common);
Action declare_pause(CLI::App& command, Common& common);
Action declare_resume(CLI::App& command, Common& common);
Action declare_outbox(CLI::App& command, Common& common);
Action declare_retry(CLI::App& command, Common& common);
Action declare_missed(CLI::App& command, Common& common);
Action declare_proof(CLI::App& command, Common& common);
Action declare_send_test(CLI::App& command, Common& common);
Action declare_webhooks(CLI::App& command, Common& common);
Action declare_feeds(CLI::App& command, Common& common);

}  // namespace nhaclich::cli
