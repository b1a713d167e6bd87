#include "channel/delivery_id.hpp"

#include "crypto/crypto.hpp"

#include <fmt/format.h>

namespace nhaclich::channel {

namespace {

/// Netstrings: whatever the fields hold, two different keys never run together to the same octets.
std::string canonical(const reminder::DeliveryKey& key, int edition) {
    std::string octets;
    for (const auto& field : {key.occurrence.entry.str(), iso(key.occurrence.nominal), key.rule,
                              key.member.str(), key.channel.str()})
        octets += fmt::format("{}:{},", field.size(), field);
    if (edition > 0) octets += fmt::format("{}", edition);
    return octets;
}

}  // namespace

std::string delivery_id(const reminder::DeliveryKey& key, int edition) {
    return crypto::sha256_hex(canonical(key, edition)).substr(0, 32);
}

}  // namespace nhaclich::channel
