// Complaints about a name that is none, with the one that may be meant.
// In: what was typed, the names there are. Out: a sentence on stderr.
#pragma once

#include "cli/verb.hpp"
#include "config/settings.hpp"
#include "plan/people.hpp"

#include <optional>
#include <string>
#include <vector>

namespace nhaclich::cli {

/// There is no such `kind` ("member", "unit", "entry", "channel", "target").
Exit unknown_name(const std::string& kind, const std::string& typed,
                  const std::vector<std::string>& known, const Common& common);

/// Nothing and a complaint where there is none.
const plan::Member* member_named(const plan::People& people, const std::string& typed,
                                 const Common& common);

/// The names of mail and of every webhook.
std::vector<std::string> channel_names(const config::Settings& settings);
std::vector<std::string> member_names(const plan::People& people);
std::optional<ChannelId> channel_named(const config::Settings& settings, const std::string& typed,
                                       const Common& common);

}  // namespace nhaclich::cli
