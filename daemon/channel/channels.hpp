// The channels of a board, by the name that members' addresses carry.
// In: settings, and what a channel needs of the program around it. Out: a map of channels, or what
// is wrong.
#pragma once

#include "channel/channel.hpp"
#include "config/settings.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace nhaclich::channel {

using Channels = std::map<ChannelId, std::shared_ptr<Channel>>;

struct Surroundings {
    std::string state_directory;
    std::function<Instant()> now;  ///< Clock::now: a signature names the second of its attempt
};

/// Where mails go when there is no relay.
std::string maildir_of(const config::MailSettings& mail, const std::string& state_directory);

/// Answers of our own are in the board's language. Opens nothing and starts no thread: that waits
/// for the first send. Errors: "address.mail", "address.domain", "address.host",
/// "address.return-path", "channel.smtp-clear", "channel.webhook-url", "channel.name-taken".
Result<Channels> channels(const config::Settings& settings, const Surroundings& around);

}  // namespace nhaclich::channel
