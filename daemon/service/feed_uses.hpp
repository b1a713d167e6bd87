// Who fetches the members' calendars, as coarsely as an administrator needs it: a day, a kind of
// program, how many networks.
// In: requests that were answered. Out: what is new of them, once.
#pragma once

#include "store/feeds.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace nhaclich::service {

inline constexpr std::string_view other_client = "other";
/// "Google", "Apple", "Outlook", "Thunderbird" …, or other_client; no version, no device.
std::string kind_of_client(std::string_view user_agent);

/// /24 of IPv4 and /48 of IPv6 as a number that tells networks apart; 0 for what is no address.
std::uint64_t network_of(std::string_view address);

/// One thread. Forgets a day's networks when the next begins.
class FeedUses {
  public:
    /// From more networks a day than one person's devices have, an address was passed on.
    static constexpr int suspicious = 40;

    /// True where there is something to be written down. By another `digest` the feed has another
    /// address: the networks of the one before say nothing of it.
    bool note(store::FeedId feed, std::string_view digest, Day day, std::string_view user_agent,
              std::string_view address);
    /// What is new since the last call.
    std::vector<store::FeedUse> taken();
    /// What was taken could not be written: it is new again.
    void put_back(const std::vector<store::FeedUse>& uses);
    /// Its use, if it was fetched from too many networks today; once a day.
    std::optional<store::FeedUse> suspect(store::FeedId feed);

  private:
    struct Use {
        store::FeedUse use;
        std::set<std::uint64_t> networks = {};
        bool is_new = true;
        bool told = false;
    };
    std::map<store::FeedId, Use> uses_;
    bool anything_new_ = false;
};

}  // namespace nhaclich::service
