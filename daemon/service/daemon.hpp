// The daemon without its world: boards, reminders and outbox over the seams, the same under a
// virtual clock. In: clock, stores, a loader, channels for settings. Out: three loops in a
// TaskGroup.
#pragma once

#include "clock/task_group.hpp"
#include "outbox/outbox.hpp"
#include "service/boards.hpp"
#include "service/composer.hpp"
#include "service/log.hpp"
#include "service/reminders.hpp"

namespace nhaclich::service {

/// All outlive the Daemon.
struct Seams {
    boost::asio::any_io_executor executor;
    Clock& clock;
    store::OutboxStore& outbox;
    store::RevisionStore& revisions;
    const Log& log;
    Writing writing = {};
};

/// Made anew at every reload, since settings name servers and secrets.
using ChannelMaker = std::function<Result<outbox::Channels>(const config::Settings&)>;

class Daemon {
  public:
    Daemon(const Seams& seams, Loader loader, ChannelMaker channels);

    /// Loads the first board and takes up what a dead process left; the faults, if it cannot.
    boost::asio::awaitable<std::vector<Error>> start();
    /// Spawns the loops; start() came first.
    void run_in(TaskGroup& tasks);
    /// A faulty edit keeps the old board and is told to log and caller.
    boost::asio::awaitable<std::vector<Error>> reload();

    /// Called at midnight where the board stays the same: what is told of today is told anew.
    void on_new_day(std::function<void()> listener) { new_day_ = std::move(listener); }

    /// Somebody wrote receipts, choices or a pause into the store.
    void look_again();

    Boards& boards() { return boards_; }
    const Boards& boards() const { return boards_; }
    const Reminders& reminders() const { return reminders_; }
    StoreTroubles& troubles() { return troubles_; }
    const StoreTroubles& troubles() const { return troubles_; }

  private:
    /// Rolls the board every new month, and until it succeeds where the store was in trouble.
    boost::asio::awaitable<void> keep_up();
    /// `again`: the last roll did not succeed.
    boost::asio::awaitable<void> begin_day(bool again);
    void report(const std::vector<Error>& faults);
    boost::asio::awaitable<void> forget_the_old(Instant now);
    outbox::Observer observing();
    Result<outbox::Prepared> composed(const store::Bundle& bundle, const reminder::Records& records,
                                      Instant now);
    void adopted(const Edition& edition);

    Seams seams_;
    ChannelMaker channels_;
    StoreTroubles troubles_;
    Boards boards_;
    outbox::Outbox outbox_;
    Reminders reminders_;
    Event behind_;
    std::function<void()> new_day_;
};

}  // namespace nhaclich::service
