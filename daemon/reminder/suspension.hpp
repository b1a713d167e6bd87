// Addresses that get no mail any more, because it came back too often; and the word about that.
// In: what the store knows of them. Out: questions answered, deliveries into an agenda.
#pragma once

#include "base/instant.hpp"
#include "base/strong_id.hpp"
#include "plan/people.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace nhaclich::reminder {

struct Suspension {
    std::int64_t row = 0;
    MemberId member;  ///< to whom the last mail went
    Instant since;
    std::string answer;  ///< what the last server said: one line, foreign words
    friend bool operator==(const Suspension&, const Suspension&) = default;
};

/// By mailbox().
using Suspensions = std::map<std::string, Suspension>;

/// The same for one mailbox however its address is written.
std::string mailbox(std::string_view address);

/// Only mail addresses ever are.
bool is_suspended(const Suspensions& suspensions, const ChannelId& channel,
                  const plan::Address& address);

/// What a key's rule "suspended MEMBER MAILBOX INSTANT" tells.
struct SuspensionWord {
    MemberId member;
    std::string mailbox;
};
std::string rule_of(const std::string& mailbox, const Suspension& suspension);
/// Nothing for another rule.
std::optional<SuspensionWord> suspension_word(std::string_view rule);

}  // namespace nhaclich::reminder
