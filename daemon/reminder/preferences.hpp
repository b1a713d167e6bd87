// What a member chose over the settings of the board.
// In: keys and values as they are stored. Out: a Preferences value.
#pragma once

#include "base/strong_id.hpp"
#include "base/text.hpp"
#include "plan/reminding.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace nhaclich::reminder {

struct Preferences {
    std::optional<std::set<plan::Kind>> kinds;  ///< only these; nothing = all
    std::optional<std::vector<plan::Rule>>
        offsets;  ///< instead of an entry's rules for everybody concerned, where one applies
    std::optional<plan::Digest> digest;
    std::optional<Language> language;
    std::optional<std::vector<ChannelId>> channels;  ///< those of the member's addresses to use
    std::optional<plan::QuietHours> quiet;
    std::optional<Instant> paused_until;  ///< what falls due before is sent then
    bool stopped = false;                 ///< wants nothing at all
    friend bool operator==(const Preferences&, const Preferences&) = default;
};

/// "kinds", "offsets", "digest", "language", "channels", "quiet", "pause", "stop".
const std::vector<std::string>& preference_keys();

/// Takes up one choice. Lists are separated by commas: kinds "meeting,deadline", offsets
/// "-1d 08:00,0d 07:00" (without groups), digest "weekly", language "en", channels "email", quiet
/// "21:00-06:00", pause "2026-08-01T00:00:00Z", stop "yes"; "" takes the choice back.
/// "preference.key", "preference.value", "rule.*", "quiet.*", "hour.*", "id.format", "instant.iso".
Result<void> choose(Preferences& preferences, std::string_view key, std::string_view value);

}  // namespace nhaclich::reminder
