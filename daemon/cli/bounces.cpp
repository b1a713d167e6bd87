#include "cli/book.hpp"
#include "cli/output.hpp"
#include "reminder/suspension.hpp"
#include "service/words.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>

namespace nhaclich::cli {

namespace {

struct BouncesOptions {
    std::string state;
    bool history = false;
    std::string who;  ///< of clear
};

/// The member's name while he is on the list.
std::string name_of(const MemberId& id, const plan::People& people) {
    const auto* member = people.find(id);
    return member == nullptr ? id.str() : member->name.str();
}

void print(const store::BounceNote& note, const config::Configuration& configuration,
           const Common& common) {
    const auto& zone = configuration.settings.board.zone;
    if (common.json) {
        print_json({{"member", note.member.str()},
                    {"address", note.mailbox},
                    {"delivery", note.delivery},
                    {"verdict", note.verdict},
                    {"status", note.status},
                    {"answer", note.answer},
                    {"sent", rfc3339(note.sent, zone)},
                    {"noted", rfc3339(note.noted, zone)}});
        return;
    }
    const auto& words = common.words();
    print_line(words.text("cli.bounces.note",
                          {{"when", service::at_in_words(note.noted, zone, words)},
                           {"name", name_of(note.member, configuration.people)},
                           {"address", note.mailbox},
                           {"verdict", words.text("cli.bounces.verdict." + note.verdict)},
                           {"answer", note.answer}}));
}

void print(const store::Mailbox& mailbox, const config::Configuration& configuration,
           const Common& common) {
    const auto& zone = configuration.settings.board.zone;
    const auto& since = mailbox.suspended;
    const auto answer = mailbox.last ? mailbox.last->answer : std::string{};
    if (common.json) {
        boost::json::object object{{"member", mailbox.member.str()},
                                   {"address", mailbox.mailbox},
                                   {"in_a_row", mailbox.in_a_row},
                                   {"suspended", nullptr},
                                   {"answer", answer},
                                   {"last", nullptr}};
        if (since) object["suspended"] = rfc3339(*since, zone);
        if (mailbox.last) object["last"] = rfc3339(mailbox.last->noted, zone);
        print_json(object);
        return;
    }
    const auto& words = common.words();
    print_line(words.text(since ? "cli.bounces.suspended" : "cli.bounces.counted",
                          {{"name", name_of(mailbox.member, configuration.people)},
                           {"address", mailbox.mailbox},
                           {"when", since ? service::at_in_words(*since, zone, words) : ""},
                           {"count", std::to_string(mailbox.in_a_row)},
                           {"answer", answer}}));
}

/// Every item, or that there is none.
template <class Item>
Exit print_all(const Result<std::vector<Item>>& items, const config::Configuration& configuration,
               const Common& common) {
    if (!items) {
        print_error(common.words().sentence(items.error()));
        return Exit::could_not_run;
    }
    for (const auto& item : *items) print(item, configuration, common);
    if (items->empty() && !common.json) print_line(common.words().text("cli.bounces.none"));
    return Exit::ok;
}

/// Those of an address, or of a member whoever's mail came back from his address last.
std::vector<store::Mailbox> meant(std::vector<store::Mailbox> all, const std::string& who,
                                  const plan::People& people) {
    const auto id = MemberId::parse(who);
    const auto* member = id ? people.find(*id) : nullptr;
    std::erase_if(all, [&](const store::Mailbox& one) {
        if (one.mailbox == reminder::mailbox(who) || (id && one.member == *id)) return false;
        return member == nullptr ||
               std::ranges::none_of(member->addresses, [&](const auto& address) {
                   return reminder::mailbox(address.second.str()) == one.mailbox;
               });
    });
    return all;
}

Exit clear(const Book& book, const BouncesOptions& options, const plan::People& people,
           const Common& common) {
    const auto& words = common.words();
    auto all = book.records->mailboxes();
    if (!all) {
        print_error(words.sentence(all.error()));
        return Exit::could_not_run;
    }
    const auto id = MemberId::parse(options.who);
    const auto mailboxes = meant(std::move(*all), options.who, people);
    if (mailboxes.empty()) {
        const bool known = id && people.find(*id) != nullptr;
        if (known)
            print_line(words.text("cli.bounces.nothing", {{"name", name_of(*id, people)}}));
        else
            print_error(words.text("cli.bounces.unknown", {{"id", options.who}}));
        return known ? Exit::ok : Exit::input;
    }
    for (const auto& mailbox : mailboxes) {
        const auto status =
            written(book.records->lift(mailbox, now(), typist()), book,
                    words.text("cli.bounces.cleared", {{"address", mailbox.mailbox}}), common);
        if (status != Exit::ok) return status;
    }
    return Exit::ok;
}

Exit run(const Common& common, const BouncesOptions& options, bool clearing) {
    Exit status = Exit::ok;
    const auto configuration = loaded(common, status);
    if (!configuration) return status;
    const auto book = opened_book(*configuration, options.state, common, status);
    if (!book) return status;
    if (clearing) return clear(*book, options, configuration->people, common);
    if (options.history) return print_all(book->records->bounces(), *configuration, common);
    return print_all(book->records->mailboxes(), *configuration, common);
}

}  // namespace

Action declare_bounces(CLI::App& command, Common& common) {
    auto options = std::make_shared<BouncesOptions>();
    const auto& words = common.words();
    command.add_flag("--history", options->history, words.text("cli.option.bounces-history"));
    command.add_option("--state", options->state, words.text("cli.option.state"));
    command.add_flag("--json", common.json, words.text("cli.option.json"));
    command.add_subcommand("list", words.text("cli.verb.bounces-list"))->fallthrough();
    auto* clearing = command.add_subcommand("clear", words.text("cli.verb.bounces-clear"));
    clearing->fallthrough();
    clearing->add_option("who", options->who, words.text("cli.option.bounces-who"))->required();
    command.require_subcommand(0, 1);
    return [&common, options, clearing] { return run(common, *options, clearing->parsed()); };
}

}  // namespace nhaclich::cli
