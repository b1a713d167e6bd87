#include "service/feed_uses.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/ip/address.hpp>

namespace nhaclich::service {

namespace {

struct Client {
    std::string_view sign;  ///< in the User-Agent
    std::string_view kind;
};

/// The first that fits.
constexpr std::array clients{Client{"Google", "Google"},
                             Client{"ICSx5", "ICSx5"},
                             Client{"Thunderbird", "Thunderbird"},
                             Client{"Evolution", "Evolution"},
                             Client{"Nextcloud", "Nextcloud"},
                             Client{"Outlook", "Outlook"},
                             Client{"Microsoft", "Outlook"},
                             Client{"iOS/", "Apple"},
                             Client{"macOS/", "Apple"},
                             Client{"dataaccessd", "Apple"},
                             Client{"CalendarAgent", "Apple"},
                             Client{"Proton", "Proton"},
                             Client{"Mozilla/", "browser"}};

}  // namespace

std::string kind_of_client(std::string_view user_agent) {
    const auto* known = std::ranges::find_if(clients, [&](const Client& client) {
        return user_agent.find(client.sign) != std::string_view::npos;
    });
    return std::string(known == clients.end() ? other_client : known->kind);
}

std::uint64_t network_of(std::string_view address) {
    constexpr unsigned host_bits = 8;
    boost::system::error_code fault;
    const auto ip = boost::asio::ip::make_address(std::string(address), fault);
    if (fault) return 0;
    if (ip.is_v4()) return std::uint64_t{ip.to_v4().to_uint() >> host_bits} + 1;
    constexpr std::size_t network_octets = 6;
    const auto octets = ip.to_v6().to_bytes();
    std::uint64_t network = 1;
    for (std::size_t i = 0; i < network_octets; ++i)
        network = (network << host_bits) + octets.at(i);
    return network;
}

bool FeedUses::note(store::FeedId feed, std::string_view digest, Day day,
                    std::string_view user_agent, std::string_view address) {
    auto client = kind_of_client(user_agent);
    const auto network = network_of(address);
    const Use first{{feed, day, client, 0, std::string(digest)}};
    auto [at, added] = uses_.try_emplace(feed, first);
    auto& known = at->second;
    if (!added && (known.use.day < day || known.use.digest != digest)) {
        known = first;
    } else if (known.use.client != client) {
        known.use.client = std::move(client);
        known.is_new = true;
    }
    // Beyond what is suspicious the number says nothing more.
    const bool counts = network != 0 && known.networks.size() <= suspicious;
    if (counts && known.networks.insert(network).second) {
        ++known.use.networks;
        known.is_new = true;
    }
    anything_new_ = anything_new_ || known.is_new;
    return known.is_new;
}

std::vector<store::FeedUse> FeedUses::taken() {
    std::vector<store::FeedUse> result;
    if (!std::exchange(anything_new_, false)) return result;
    for (auto& [feed, known] : uses_)
        if (std::exchange(known.is_new, false)) result.push_back(known.use);
    return result;
}

void FeedUses::put_back(const std::vector<store::FeedUse>& uses) {
    for (const auto& use : uses)
        if (const auto known = uses_.find(use.feed); known != uses_.end())
            known->second.is_new = anything_new_ = true;
}

std::optional<store::FeedUse> FeedUses::suspect(store::FeedId feed) {
    const auto known = uses_.find(feed);
    if (known == uses_.end() || known->second.use.networks <= suspicious) return std::nullopt;
    if (std::exchange(known->second.told, true)) return std::nullopt;
    return known->second.use;
}

}  // namespace nhaclich::service
