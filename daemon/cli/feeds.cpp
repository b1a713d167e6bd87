#include "store/feeds.hpp"

#include "cli/book.hpp"
#include "cli/names.hpp"
#include "cli/output.hpp"
#include "reminder/preferences.hpp"
#include "service/base_url.hpp"
#include "service/feed_tokens.hpp"
#include "service/feed_uses.hpp"
#include "service/state.hpp"
#include "service/words.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>

namespace nhaclich::cli {

namespace {

constexpr std::size_t longest_name = 60;

struct FeedsOptions {
    std::string state;
    std::string member;
    std::string name;
    store::FeedSettings settings;
    bool silent = false;
    bool all = false;
};

/// What every action stands on.
struct Desk {
    const config::Configuration& configuration;
    const FeedsOptions& options;
    const Common& common;
    std::string state;
    std::unique_ptr<store::FeedBook> book;

    const calendar::Zone& zone() const { return configuration.settings.board.zone; }
    const message::Catalogue& words() const { return common.words(); }
};

Exit failed(const Error& error, const Desk& desk) {
    print_error(desk.words().sentence(error));
    return Exit::could_not_run;
}

std::string settings_in_words(const store::FeedSettings& settings, const Desk& desk) {
    const auto& words = desk.words();
    std::string text = words.text(settings.alarms ? "cli.feeds.alarms" : "cli.feeds.silent");
    if (!settings.kinds.empty()) text += words.text("cli.feeds.kinds", {{"kinds", settings.kinds}});
    if (!settings.language.empty())
        text += words.text("cli.feeds.language", {{"language", settings.language}});
    return text;
}

std::string use_in_words(const store::MemberFeed& feed, const Desk& desk) {
    const auto& words = desk.words();
    if (!feed.used) return words.text("cli.feeds.unused");
    const bool known = feed.used->client != service::other_client;
    const Args args{{"day", words.full_day(feed.used->day)},
                    {"client", known ? feed.used->client : words.text("cli.feeds.other-client")},
                    {"networks", std::to_string(feed.used->networks)}};
    const bool shared = feed.used->networks > service::FeedUses::suspicious;
    return words.text(shared ? "cli.feeds.shared" : "cli.feeds.used", args);
}

void print_as_json(const store::MemberFeed& feed, const Desk& desk) {
    const auto maybe = [&](const std::optional<Instant>& at) {
        boost::json::value value;
        if (at) value = rfc3339(*at, desk.zone());
        return value;
    };
    boost::json::object object{{"member", feed.member.str()},
                               {"name", feed.name.str()},
                               {"kinds", feed.settings.kinds},
                               {"language", feed.settings.language},
                               {"alarms", feed.settings.alarms},
                               {"made", rfc3339(feed.made, desk.zone())},
                               {"rotated", maybe(feed.rotated)},
                               {"revoked", maybe(feed.revoked)},
                               {"fingerprint", feed.fingerprint},
                               {"used", nullptr},
                               {"client", nullptr},
                               {"networks", 0}};
    if (feed.used) {
        object["used"] = iso(feed.used->day);
        object["client"] = feed.used->client;
        object["networks"] = feed.used->networks;
    }
    print_json(object);
}

void print(const store::MemberFeed& feed, const Desk& desk) {
    if (desk.common.json) return print_as_json(feed, desk);
    const auto* member = desk.configuration.people.find(feed.member);
    const auto& words = desk.words();
    const Args args{{"name", member == nullptr ? feed.member.str() : member->name.str()},
                    {"id", feed.member.str()},
                    {"feed", feed.name.str()},
                    {"settings", settings_in_words(feed.settings, desk)},
                    {"use", use_in_words(feed, desk)},
                    {"made", service::at_in_words(feed.made, desk.zone(), words)}};
    print_line(words.text(feed.revoked ? "cli.feeds.row-revoked" : "cli.feeds.row", args));
}

Exit list(const Desk& desk) {
    auto feeds = desk.book->feeds();
    if (!feeds) return failed(feeds.error(), desk);
    std::erase_if(*feeds, [&](const store::MemberFeed& feed) {
        const bool others =
            !desk.options.member.empty() && feed.member.str() != desk.options.member;
        return others || (feed.revoked && !desk.options.all);
    });
    for (const auto& feed : *feeds) print(feed, desk);
    if (feeds->empty() && !desk.common.json) print_line(desk.words().text("cli.feeds.none"));
    return Exit::ok;
}

/// The only time the address is seen: what is kept does not lead to it.
Exit show_address(const plan::Member& member, const Line& name, const std::string& token,
                  const Desk& desk) {
    tell_daemon(desk.state, desk.common);
    const auto& http = desk.configuration.settings.http;
    const auto url = service::feed_url(service::base_url(http, http.address, http.port), token);
    if (desk.common.json) {
        print_json({{"member", member.id.str()}, {"name", name.str()}, {"url", url}});
        return Exit::ok;
    }
    print_line(desk.words().text("cli.feeds.address",
                                 {{"name", member.name.str()}, {"feed", name.str()}}));
    print_line(url);
    print_line(desk.words().text("cli.feeds.once"));
    if (http.base_url.empty()) print_line(desk.words().text("cli.feeds.no-base-url"));
    return Exit::ok;
}

Exit complain(const char* key, const Line& name, const Desk& desk) {
    print_error(desk.words().text(key, {{"id", desk.options.member}, {"feed", name.str()}}));
    return Exit::input;
}

bool is_sound(const store::FeedSettings& settings, const Desk& desk) {
    reminder::Preferences trial;
    for (const auto& [key, value] :
         {std::pair("kinds", settings.kinds), std::pair("language", settings.language)}) {
        if (const auto sound = reminder::choose(trial, key, value); !sound) {
            print_error(desk.words().sentence(sound.error()));
            return false;
        }
    }
    return true;
}

Exit add(const plan::Member& member, const Line& name, const Desk& desk) {
    store::MemberFeed feed{0, member.id, name, desk.options.settings, now(), {}, {}, {}};
    feed.settings.alarms = !desk.options.silent;
    if (!is_sound(feed.settings, desk)) return Exit::input;
    const auto token = service::new_feed_token();
    const auto added = desk.book->add(feed, service::digest_of(token), typist());
    if (!added) return failed(added.error(), desk);
    if (!*added) return complain("cli.feeds.exists", name, desk);
    return show_address(member, name, token, desk);
}

Exit rotate(const plan::Member& member, const Line& name, const Desk& desk) {
    const auto token = service::new_feed_token();
    const auto rotated =
        desk.book->rotate(member.id, name, service::digest_of(token), now(), typist());
    if (!rotated) return failed(rotated.error(), desk);
    if (!*rotated) return complain("cli.feeds.unknown", name, desk);
    return show_address(member, name, token, desk);
}

/// Of somebody who has left the list too.
Exit revoke(const MemberId& member, const Line& name, const Desk& desk) {
    const auto revoked = desk.book->revoke(member, name, now(), typist());
    if (!revoked) return failed(revoked.error(), desk);
    if (!*revoked) return complain("cli.feeds.unknown", name, desk);
    tell_daemon(desk.state, desk.common);
    if (desk.common.json)
        print_json({{"member", member.str()}, {"name", name.str()}, {"revoked", true}});
    else
        print_line(
            desk.words().text("cli.feeds.revoked", {{"id", member.str()}, {"feed", name.str()}}));
    return Exit::ok;
}

using Change = Exit (*)(const plan::Member&, const Line&, const Desk&);

/// `change` nullptr = revoke.
Exit change(const Desk& desk, Change change) {
    const auto name = Line::parse(desk.options.name, longest_name);
    if (!name || name->empty()) {
        print_error(desk.words().text("cli.feeds.name"));
        return Exit::input;
    }
    if (change == nullptr)
        if (const auto id = MemberId::parse(desk.options.member)) return revoke(*id, *name, desk);
    const auto* member = member_named(desk.configuration.people, desk.options.member, desk.common);
    if (member == nullptr) return Exit::input;
    return change == nullptr ? revoke(member->id, *name, desk) : change(*member, *name, desk);
}

Exit run(const Common& common, const FeedsOptions& options,
         const std::function<Exit(Desk&)>& action) {
    Exit status = Exit::ok;
    const auto configuration = loaded(common, status);
    if (!configuration) return status;
    Desk desk{*configuration, options, common,
              service::state_directory(options.state, configuration->settings), nullptr};
    auto book = store::open_feed_book(desk.state);
    if (!book) return failed(book.error(), desk);
    desk.book = std::move(*book);
    return action(desk);
}

CLI::App* declare(CLI::App& command, const char* name, FeedsOptions& options,
                  const message::Catalogue& words, bool named) {
    auto* action = command.add_subcommand(name, words.text(std::string("cli.verb.feeds-") + name));
    action->fallthrough();
    auto* member =
        action->add_option("member", options.member, words.text("cli.option.preference-member"));
    if (!named) return action;
    member->required();
    action->add_option("name", options.name, words.text("cli.option.feed-name"))->required();
    return action;
}

}  // namespace

Action declare_feeds(CLI::App& command, Common& common) {
    auto options = std::make_shared<FeedsOptions>();
    const auto& words = common.words();
    command.add_option("--state", options->state, words.text("cli.option.state"));
    command.add_flag("--json", common.json, words.text("cli.option.json"));
    command.add_flag("--all", options->all, words.text("cli.option.feeds-all"));
    declare(command, "list", *options, words, false);
    auto* adding = declare(command, "new", *options, words, true);
    adding->add_option("--kinds", options->settings.kinds, words.text("cli.option.feed-kinds"));
    adding->add_option("--feed-language", options->settings.language,
                       words.text("cli.option.feed-language"));
    adding->add_flag("--no-alarms", options->silent, words.text("cli.option.feed-silent"));
    auto* revoking = declare(command, "revoke", *options, words, true);
    auto* rotating = declare(command, "rotate", *options, words, true);
    command.require_subcommand(0, 1);
    return [&common, options, adding, revoking, rotating] {
        return run(common, *options, [&](Desk& desk) {
            if (adding->parsed()) return change(desk, &add);
            if (rotating->parsed()) return change(desk, &rotate);
            return revoking->parsed() ? change(desk, nullptr) : list(desk);
        });
    };
}

}  // namespace nhaclich::cli
