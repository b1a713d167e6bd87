// The daemon of a town in a test: shipped configuration, memory store, scripted channel, virtual
// clock.
#pragma once

#include "service/daemon.hpp"
#include "store/open.hpp"
#include "support/scripted_channel.hpp"
#include "support/virtual_clock.hpp"

#include <boost/asio/io_context.hpp>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace nhaclich::test {

struct Sent {
    std::string when;  ///< local, "2026-11-24 08:00"
    std::string entry;
    std::string rule;
    std::string member;
    std::string subject;
};

class Town {
  public:
    explicit Town(const std::string& now);
    ~Town();

    void start();
    /// As SIGTERM: the loops end, the store stays.
    void stop();
    void restart() {
        stop();
        start();
    }
    void reload();
    void run_until(const std::string& instant) { run_until(parse_iso_instant(instant).value()); }
    void run_until(Instant instant) { clock_.run_until(instant); }
    void run_for(std::chrono::seconds length) { run_until(clock_.now() + length); }
    /// While the daemon is stopped.
    void clock_to(const std::string& instant);

    std::vector<Sent> sent() const;
    /// Message-IDs that were sent more than once.
    std::set<std::string> doubled() const;
    /// Entries with reminders on record as missed.
    std::set<std::string> missed();
    /// When the daemon told of a new day.
    const std::vector<Instant>& new_days() const { return new_days_; }
    /// Of the board in force.
    Day today() const { return daemon_->boards().current().board->today(); }
    /// How many members a group has.
    std::size_t members(const std::string& group) const;

  private:
    boost::asio::io_context loop_;
    VirtualClock clock_;
    std::unique_ptr<store::Database> store_;
    std::shared_ptr<ScriptedChannel> email_;
    service::Log log_;
    std::unique_ptr<service::Daemon> daemon_;
    std::vector<Instant> new_days_;
    std::unique_ptr<TaskGroup> tasks_;
};

}  // namespace nhaclich::test
