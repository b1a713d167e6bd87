// What must be told in a simulated year, and whether it was: sets of debts and of what was
// accepted, no planner. In: what is in force, every transfer and every reason. Out: complaints.
#pragma once

#include "channel/channel.hpp"
#include "scenario/sim_board.hpp"
#include "scenario/sim_store.hpp"
#include "support/virtual_clock.hpp"

#include <fmt/format.h>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace nhaclich::test {

/// What is so at the moment, as the model knows it.
struct SimFacts {
    SimBoard board;  ///< of the last reload that succeeded
    std::set<std::string> stopped;
    std::set<std::pair<std::string, int>> muted;  ///< member, kind
    std::map<std::pair<std::string, Day>, std::set<std::string>> receipts;
    std::set<std::string> ever_refused;
    bool paused = false;
    int deaths = 0;
    /// What falls due later has nothing to wait for.
    Instant undisturbed_from = Instant::max();

    bool wants(const std::string& member, SimKind kind) const;
    std::set<std::string> reported(const std::string& entry, Day day) const;
};

class Model {
  public:
    /// Both outlive the model.
    Model(const VirtualClock& clock, const SimStore::Witness& witness)
        : clock_(clock), witness_(witness) {}

    SimFacts facts;
    std::string doing = "start";  ///< stands in complaints

    template <class... Args>
    void complain(fmt::format_string<Args...> text, Args&&... args) {
        complaints_.push_back(fmt::format("{} {}: {}", iso(clock_.now()), doing,
                                          fmt::format(text, std::forward<Args>(args)...)));
    }
    const std::vector<std::string>& complaints() const { return complaints_; }

    /// Whatever fell due up to here is owed.
    void owe(Instant until);
    /// What a restart may make up for: a daemon that slept has not written how far it had looked,
    /// so an edit made meanwhile counts from there.
    void allow(Instant after, Instant until);
    bool owed_up_to(Instant instant) const { return instant <= covered_; }
    /// The clock was set back: what falls due again is judged again.
    void owe_again_from(Instant then) { covered_ = std::min(covered_, then); }

    /// Everything wrong with sending this now.
    void judge_transfer(const channel::Payload& payload,
                        const std::vector<reminder::Delivery>& carried);
    void accepted(const std::vector<reminder::Delivery>& carried, bool doubtful);
    /// A reason must be true when it is given.
    void judge_unsent(const reminder::Delivery& delivery, const std::string& reason);
    /// Whoever had been told of what the edit moved or called off has to hear of it.
    void expect_notices(const SimBoard& before);
    /// At the end of the year every debt is paid or its row says truly why not.
    void settle_accounts(const std::vector<store::OutboxRow>& ledger);

  private:
    /// Of a key that was accepted: whether a second time is forgiven.
    struct Acceptance {
        bool doubtful = false;
        int deaths = 0;  ///< so many at the time
    };
    struct Debt {
        Instant due;
        Instant useful_until;
    };

    std::map<reminder::DeliveryKey, Debt> due_in(Instant after, Instant until) const;
    const SimEntry* entry_in_force(const plan::OccurrenceId& id) const;
    void judge(const reminder::Delivery& delivery);
    void judge_reminder(const reminder::DeliveryKey& key, Instant now);
    bool is_true(const reminder::Delivery& delivery, const std::string& reason) const;
    bool was_told(const std::string& id, Day day, const std::string& member) const;
    void judge_final(const reminder::DeliveryKey& key, const reminder::LedgerRow& row);

    const VirtualClock& clock_;
    const SimStore::Witness& witness_;
    Instant covered_ = parse_iso_instant("2025-12-31T17:00:00Z").value();
    std::map<reminder::DeliveryKey, Debt> debts_;
    std::set<reminder::DeliveryKey> allowed_;
    std::map<reminder::DeliveryKey, Acceptance> accepted_;
    std::map<std::string, std::string> octets_;  ///< by Message-ID
    std::set<std::pair<std::string, std::string>> notices_;
    std::vector<std::string> complaints_;
};

}  // namespace nhaclich::test
