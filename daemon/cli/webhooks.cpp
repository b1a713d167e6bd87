#include "cli/book.hpp"
#include "cli/names.hpp"
#include "cli/output.hpp"
#include "cli/verb.hpp"
#include "service/state.hpp"
#include "service/words.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>

namespace nhaclich::cli {

namespace {

struct WebhooksOptions {
    std::string state;
    std::string channel;
};

/// Nothing where it is well.
const reminder::Endpoint* find(const std::vector<reminder::Endpoint>& endpoints,
                               const ChannelId& channel) {
    const auto found = std::ranges::find(endpoints, channel, &reminder::Endpoint::channel);
    return found == endpoints.end() ? nullptr : &*found;
}

std::string state_of(const reminder::Endpoint* endpoint) {
    if (endpoint == nullptr) return "well";
    if (!endpoint->closed) return "failing";
    return endpoint->gone ? "gone" : "closed";
}

void print(const ChannelId& channel, const reminder::Endpoint* endpoint, const calendar::Zone& zone,
           const Common& common) {
    const auto state = state_of(endpoint);
    const auto& words = common.words();
    if (common.json) {
        boost::json::object object{{"channel", channel.str()},
                                   {"state", state},
                                   {"failing_since", nullptr},
                                   {"failures", 0},
                                   {"closed", nullptr}};
        if (endpoint != nullptr) {
            object["failing_since"] = rfc3339(endpoint->failing_since, zone);
            object["failures"] = endpoint->failures;
            if (endpoint->closed) object["closed"] = rfc3339(*endpoint->closed, zone);
        }
        print_json(object);
        return;
    }
    Args args{{"channel", channel.str()}};
    if (endpoint != nullptr) {
        args.push_back({"failures", std::to_string(endpoint->failures)});
        args.push_back({"since", service::at_in_words(endpoint->failing_since, zone, words)});
        if (endpoint->closed)
            args.push_back({"closed", service::at_in_words(*endpoint->closed, zone, words)});
    }
    print_line(words.text("cli.webhooks." + state, args));
}

Exit list(const config::Configuration& configuration, const WebhooksOptions& options,
          const Common& common) {
    const auto& settings = configuration.settings;
    const auto known = store::snapshot(service::state_directory(options.state, settings));
    if (!known) {
        print_error(common.words().sentence(known.error()));
        return Exit::could_not_run;
    }
    for (const auto& webhook : settings.webhooks)
        print(webhook.id, find(known->facts.endpoints, webhook.id), settings.board.zone, common);
    if (settings.webhooks.empty() && !common.json)
        print_line(common.words().text("cli.webhooks.none"));
    return Exit::ok;
}

Exit enable(const config::Configuration& configuration, const WebhooksOptions& options,
            const Common& common) {
    std::vector<std::string> names;
    names.reserve(configuration.settings.webhooks.size());
    for (const auto& webhook : configuration.settings.webhooks) names.push_back(webhook.id.str());
    const auto channel = ChannelId::parse(options.channel);
    if (!channel || std::ranges::find(names, options.channel) == names.end())
        return unknown_name("channel", options.channel, names, common);
    Exit status = Exit::ok;
    const auto book = opened_book(configuration, options.state, common, status);
    if (!book) return status;
    const auto rows = book->records->enable(*channel, now());
    if (!rows) return written(tl::unexpected(rows.error()), *book, {}, common);
    return written({}, *book,
                   common.words().text("cli.webhooks.enabled", {{"channel", options.channel},
                                                                {"count", std::to_string(*rows)}}),
                   common);
}

}  // namespace

Action declare_webhooks(CLI::App& command, Common& common) {
    auto options = std::make_shared<WebhooksOptions>();
    const auto& words = common.words();
    command.add_option("--state", options->state, words.text("cli.option.state"));
    command.add_flag("--json", common.json, words.text("cli.option.json"));
    auto* opening = command.add_subcommand("enable", words.text("cli.verb.webhooks-enable"));
    opening->fallthrough();
    opening->add_option("channel", options->channel, words.text("cli.option.webhook"))->required();
    return [&common, options, opening] {
        Exit status = Exit::ok;
        const auto configuration = loaded(common, status);
        if (!configuration) return status;
        return opening->parsed() ? enable(*configuration, *options, common)
                                 : list(*configuration, *options, common);
    };
}

}  // namespace nhaclich::cli
