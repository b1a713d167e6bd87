// The planning loop: decide purely, write down, sleep until something may be due.
// In: boards, store, clock. Out: rows in the outbox.
#pragma once

#include "clock/event.hpp"
#include "reminder/schedule.hpp"
#include "service/boards.hpp"
#include "service/store_troubles.hpp"
#include "store/outbox_store.hpp"

#include <set>

namespace nhaclich::service {

class Reminders {
  public:
    /// `recorded` is called when deliveries may have been written.
    Reminders(Boards& boards, store::OutboxStore& store, Clock& clock, const Log& log,
              StoreTroubles& troubles, std::function<void()> recorded);
    /// Until cancelled. Needs a current board.
    boost::asio::awaitable<void> run();
    /// Board, records or ledger changed: plan again now. Latched.
    void changed() { changed_.wake(); }
    /// An attempt by the channel failed: plan again if somebody has to hear of it.
    void failed(const ChannelId& channel, Instant at);
    /// By which nothing goes out: closed, or failing for longer than a server takes to start again.
    /// Not before it is on record that the standing members hear of it.
    const std::set<ChannelId>& failing() const { return failing_; }

  private:
    using Records = std::shared_ptr<const reminder::Records>;

    boost::asio::awaitable<Instant> plan();
    boost::asio::awaitable<Result<reminder::Facts>> look();
    boost::asio::awaitable<Result<reminder::Agenda>> decide(Instant now);
    boost::asio::awaitable<Result<void>> add_changes(const reminder::Records& records, Instant now,
                                                     reminder::Agenda& agenda);
    /// Stops everything where so much at once must be an accident.
    void brake(reminder::Agenda& agenda, Instant now) const;
    /// A receipt moves what is due after it: the board is laid out anew.
    boost::asio::awaitable<Result<void>> heed(Records records);
    bool is_current(Instant from, Instant now) const;
    void make_schedule(Instant from, Instant now);
    reminder::Agenda up_to(Instant now, const reminder::Facts& facts);
    void log_pause(const std::optional<reminder::Pause>& before,
                   const std::optional<reminder::Pause>& now) const;
    void log_missed(const reminder::Agenda& agenda) const;

    Boards& boards_;
    store::OutboxStore& store_;
    Clock& clock_;
    const Log& log_;
    StoreTroubles& troubles_;
    std::function<void()> recorded_;
    Event changed_;
    Records records_;
    /// What the schedule refers to lives as long as it.
    std::shared_ptr<const board::Board> board_;
    Records scheduled_records_;
    std::unique_ptr<reminder::Schedule> schedule_;
    std::shared_ptr<const board::Board> announced_;  ///< its changes have been told
    std::set<ChannelId> failing_;
    std::vector<reminder::Endpoint> endpoints_;  ///< as they were looked at, and failed since
};

}  // namespace nhaclich::service
