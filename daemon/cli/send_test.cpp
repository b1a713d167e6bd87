#include "channel/channels.hpp"
#include "cli/names.hpp"
#include "cli/output.hpp"
#include "cli/trial.hpp"
#include "cli/wording.hpp"
#include "message/letter.hpp"
#include "service/state.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace nhaclich::cli {

namespace {

struct SendTestOptions {
    std::string target;
    std::string state;
    int timeout = 60;
};

struct Target {
    const plan::Member* member = nullptr;
    ChannelId channel;
};

std::vector<Target> all_ways_to(const plan::Member& member) {
    std::vector<Target> targets;
    targets.reserve(member.addresses.size());
    for (const auto& [channel, address] : member.addresses) targets.push_back({&member, channel});
    return targets;
}

std::vector<Target> standing_by(const ChannelId& channel, const config::Configuration& all) {
    std::vector<Target> targets;
    for (const auto* member : all.people.members_of(all.settings.reminders.standing))
        if (member->addresses.contains(channel)) targets.push_back({member, channel});
    return targets;
}

/// A member or, by a channel, the standing members; empty and a complaint where there is nobody.
std::vector<Target> targets_of(const std::string& typed, const config::Configuration& all,
                               const Common& common) {
    const auto channels = channel_names(all.settings);
    auto names = member_names(all.people);
    const bool is_member = std::ranges::find(names, typed) != names.end();
    const bool is_channel = std::ranges::find(channels, typed) != channels.end();
    if (!is_member && !is_channel) {
        names.insert(names.end(), channels.begin(), channels.end());
        unknown_name("target", typed, names, common);
        return {};
    }
    auto targets = is_member ? all_ways_to(*all.people.find(MemberId::parse(typed).value()))
                             : standing_by(ChannelId::parse(typed).value(), all);
    if (targets.empty())
        print_error(common.words().text(
            is_member ? "cli.send-test.no-address" : "cli.send-test.no-standing", {{"id", typed}}));
    return targets;
}

/// A mailbox on this machine belongs to the daemon: what another user, root above all, made there
/// the daemon could not write into.
bool may_write_mailbox(const config::Settings& settings, const std::string& state,
                       const Common& common) {
    if (settings.mail.smtp) return true;
    const std::filesystem::path mailbox = channel::maildir_of(settings.mail, state);
    auto nearest = mailbox;
    struct stat found {};
    while (::stat(nearest.c_str(), &found) != 0 && nearest.has_relative_path())
        nearest = nearest.parent_path();
    if (found.st_uid == ::geteuid()) {
        std::error_code told_by_the_channel;
        std::filesystem::create_directories(mailbox.parent_path(), told_by_the_channel);
        if (nearest != mailbox && nearest != mailbox.parent_path())
            std::filesystem::permissions(mailbox.parent_path(), std::filesystem::perms::owner_all,
                                         told_by_the_channel);
        return true;
    }
    print_error(common.words().text("cli.send-test.owner", {{"directory", mailbox.string()}}));
    return false;
}

Result<message::Message> message_to(const Target& target, const board::Board& board, Instant at) {
    static const reminder::Receipts none;
    const auto& configuration = board.configuration();
    return message::test_letter({.items = {},
                                 .agenda = {},
                                 .reader = *target.member,
                                 .people = configuration.people,
                                 .receipts = none,
                                 .working_days = board.working_days(),
                                 .zone = board.zone(),
                                 .board_name = configuration.settings.board.name,
                                 .plan_title = configuration.plan.title,
                                 .base_url = board.base_url(),
                                 .calendars = {},
                                 .templates = board.templates()},
                                target.channel, at);
}

/// A name of its own each time, or a mailbox would drop the second test as a copy of the first.
reminder::DeliveryKey key_of(const Target& target, const board::Board& board, Instant at) {
    return {{reminder::own_entry(), board.zone().day_of(at)},
            "test " + iso(at) + ' ' + std::to_string(::getpid()),
            target.member->id,
            target.channel};
}

class Testing {
  public:
    Testing(boost::asio::io_context& loop, const board::Board& board,
            const channel::Channels& channels, const SendTestOptions& options, const Common& common)
        : loop_(loop),
          board_(board),
          channels_(channels),
          options_(options),
          common_(common),
          wording_(board, common) {}

    /// Says what became of it; whether the message was handed over.
    bool test(const Target& target) {
        const Instant at = now();
        const auto& channel = channels_.at(target.channel);
        const auto& to = target.member->addresses.at(target.channel);
        const auto payload = message_to(target, board_, at).and_then([&](const auto& message) {
            return channel->encode(message, to, key_of(target, board_, at), 0);
        });
        if (!payload) {
            say(target, {}, {"refused", common_.words().sentence(payload.error())});
            return false;
        }
        const auto result =
            tried(loop_, *channel, *payload, std::chrono::seconds{options_.timeout});
        say(target, payload->message_id, result);
        return result.code == "accepted";
    }

  private:
    void say(const Target& target, const std::string& message_id, const Trial& trial) const {
        const auto& words = common_.words();
        const auto in_words = wording_.answer(trial.answer);
        const auto& to = target.member->addresses.at(target.channel).str();
        if (common_.json) {
            print_json({{"member", target.member->id.str()},
                        {"channel", target.channel.str()},
                        {"to", to},
                        {"result", trial.code},
                        {"answer", trial.answer},
                        {"answer_in_words", in_words},
                        {"message_id", message_id}});
            return;
        }
        const Args args{{"answer", in_words}, {"seconds", std::to_string(options_.timeout)}};
        print_line(words.text("cli.send-test.row",
                              {{"channel", target.channel.str()},
                               {"name", target.member->name.str()},
                               {"to", to},
                               {"result", words.text("cli.send-test." + trial.code, args)}}));
    }

    boost::asio::io_context& loop_;
    const board::Board& board_;
    const channel::Channels& channels_;
    const SendTestOptions& options_;
    const Common& common_;
    Wording wording_;
};

Exit send_test(const Common& common, const SendTestOptions& options) {
    Exit status = Exit::ok;
    auto configuration = loaded(common, status);
    if (!configuration) return status;
    const auto state = service::state_directory(options.state, configuration->settings);
    const board::Board board(std::move(*configuration), {}, now());
    const auto& settings = board.configuration().settings;
    const auto targets = targets_of(options.target, board.configuration(), common);
    if (targets.empty()) return Exit::input;
    boost::asio::io_context loop;  // before the channels, which stay on it
    const auto channels = channel::channels(settings, {state, now});
    if (!channels) {
        print_error(common.words().sentence(channels.error()));
        return Exit::input;
    }
    const bool by_mail = std::ranges::any_of(
        targets, [](const Target& target) { return target.channel.str() == "email"; });
    if (by_mail && !may_write_mailbox(settings, state, common)) return Exit::could_not_run;
    Testing testing(loop, board, *channels, options, common);
    for (const auto& target : targets)
        if (!testing.test(target)) status = Exit::could_not_run;
    return status;
}

}  // namespace

Action declare_send_test(CLI::App& command, Common& common) {
    auto options = std::make_shared<SendTestOptions>();
    const auto& words = common.words();
    command.add_option("target", options->target, words.text("cli.option.target"))->required();
    constexpr int an_hour = 3600;
    command.add_option("--timeout", options->timeout, words.text("cli.option.timeout"))
        ->check(CLI::Range(1, an_hour))
        ->capture_default_str();
    command.add_option("--state", options->state, words.text("cli.option.state"));
    command.add_flag("--json", common.json, words.text("cli.option.json"));
    return [&common, options] { return send_test(common, *options); };
}

}  // namespace nhaclich::cli
