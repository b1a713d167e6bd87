// The daemon of a town in a test: shipped configuration, memory store, scripted channel, virtual clock.
#pragma once

#include "service/daemon.hpp"
#include "store/memory/memory_store.hpp"
#include "support/scripted_channel.hpp"
#include "support/virtual_clock.hpp"

#include <boost/asio/io_context.hpp>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace nhaclich::test {

struct Sent {
    std::string when;  ///< local time, "2026-11-24 08:00 Tue"
    std::string entry, rule, member, subject;
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
    void run_until(const std::string& instant);
    void clock_to(const std::string& instant);
    std::string after(std::chrono::seconds length) const;

    std::vector<Sent> sent() const;
    /// Identities that were sent more than once.
    std::set<std::string> doubled() const;
    std::set<std::string> missed();
    std::size_t members(const std::string& group) const;
};

}  // namespace nhaclich::test
