// How a board reminds: default rules, chasing, quiet hours, digests, notices and limits.
// In: [reminders] of the settings file. Out: plain values with defaults.
#pragma once

#include "plan/kind.hpp"
#include "plan/overdue.hpp"
#include "plan/rule.hpp"

#include <chrono>
#include <map>
#include <optional>
#include <vector>

namespace nhaclich::plan {

/// The hours in which nothing is sent, from the first to the second, usually over midnight.
struct QuietHours {
    LocalHour from;
    LocalHour to;

    /// "21:30-05:30". "quiet.format", "hour.*".
    static Result<QuietHours> parse(std::string_view text);
    std::string text() const;
    bool contains(std::chrono::seconds since_midnight) const;
    friend bool operator==(const QuietHours&, const QuietHours&) = default;
};

/// An agenda of what is coming, for those who want it.
enum class Digest { none, weekly, monthly };
std::string_view code(Digest digest);

struct Notices {
    /// So long after the edit, for second thoughts.
    std::chrono::minutes delay{10};
    /// Of what lies farther ahead only those hear who were told of it already.
    std::chrono::days horizon{30};
    friend bool operator==(const Notices&, const Notices&) = default;
};

/// More late reminders and notices at once are no service: the daemon stops and asks.
struct Burst {
    int a_member = 5;
    int in_all = 200;
    friend bool operator==(const Burst&, const Burst&) = default;
};

struct Reminding {
    std::map<Kind, std::vector<Rule>> defaults;  ///< rules of entries that name none
    std::vector<Rule> summary;  ///< who has reported and who has not; nobody named = the receivers
    Overdue overdue;            ///< of deadlines that say nothing else
    /// So long after its due day a deadline is chased, if no report comes.
    std::chrono::days chase{30};
    std::optional<QuietHours> quiet;
    bool rest_days = false;  ///< nothing on days off either
    std::vector<GroupId> weekly;
    std::vector<GroupId> monthly;
    LocalHour digest_hour = LocalHour::at(7, 30);
    Notices notices;
    Burst burst;
    /// What falls due for one member within this time goes out as one message.
    std::chrono::minutes together{5};
    /// A backlog is sent at this pace, the nearest event first.
    int backlog_a_minute = 60;
    /// Who is told when the program needs somebody: a stop, a member nobody reaches.
    std::vector<GroupId> standing;
    /// A webhook that has failed so long is closed; 0 = never, as channels that are not here.
    std::map<ChannelId, std::chrono::days> disable_after;
    friend bool operator==(const Reminding&, const Reminding&) = default;
};

}  // namespace nhaclich::plan
