// How often somebody has asked for a secret address that is none: who guesses has to wait.
// In: clients, the hour. Out: whether one guesses.
#pragma once

#include "http/client.hpp"

#include <chrono>
#include <map>

namespace nhaclich::http {

/// One thread.
class Misses {
  public:
    using Time = std::chrono::steady_clock::time_point;
    static constexpr int a_minute = 20;             ///< misses that are answered as what they are
    static constexpr std::size_t clients = 10'000;  ///< remembered at once

    /// Counts one; true where it is one too many.
    bool count(const ClientKey& client, Time now);
    std::size_t remembered() const { return minutes_.size(); }

  private:
    struct Minute {
        Time began;
        int misses = 0;
    };
    void make_room(Time now);
    std::map<ClientKey, Minute> minutes_;
};

}  // namespace nhaclich::http
