// A small office for the simulator, and what its plan means, reckoned apart from the program: dates
// are written out, rules are days and hours, nothing is looked up.
#pragma once

#include "base/instant.hpp"
#include "config/load.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace nhaclich::test {

struct SimRule {
    int days = 0;  ///< from the day, negative = before; of meetings with `hours`: hours before
    int hour = 8;
    bool hours = false;
    std::string text() const;  ///< as the plan writes it
    std::string key() const;   ///< as the ledger writes it
    friend bool operator==(const SimRule&, const SimRule&) = default;
};

enum class SimKind { observance, meeting, deadline };

struct SimEntry {
    SimKind kind = SimKind::observance;
    Day day;
    int hour = 9;  ///< of meetings
    bool cancelled = false;
    int title = 0;
    std::string group = "chung";  ///< of deadlines: who owes
    std::vector<SimRule> rules;
    friend bool operator==(const SimEntry&, const SimEntry&) = default;
};

struct SimMember {
    std::set<std::string> groups;
    std::string unit;  ///< "" = answers for none
    bool webhook = false;
    friend bool operator==(const SimMember&, const SimMember&) = default;
};

struct SimBoard {
    std::map<std::string, SimEntry> entries;
    std::map<std::string, SimMember> members;
    int zone = 7;  ///< hours before UTC

    /// The files of this board, by name; the first is the settings'.
    std::map<std::string, std::string> files() const;

    Instant at(Day day, int hour, int minute = 0) const;
    int hour_of(Instant instant) const;  ///< local
    Day local_day(Instant instant) const;
    Instant start(const SimEntry& entry) const;
    Instant useful_until(const SimEntry& entry) const;
    Instant due(const SimEntry& entry, const SimRule& rule) const;
    /// `wanted`, or the end of the quiet hours it falls into.
    Instant allowed_from(Instant wanted) const;
    /// Those the entry concerns, with the units of a deadline that have reported.
    std::set<std::string> audience(const SimEntry& entry,
                                   const std::set<std::string>& reported) const;
};

/// The configuration of those files, as the daemon reads it.
tl::expected<config::Configuration, std::vector<Error>> configuration(
    const std::map<std::string, std::string>& files, Instant edited_at);

/// 22:00 to 05:00.
bool is_quiet(int local_hour);

}  // namespace nhaclich::test
