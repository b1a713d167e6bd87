#include "channel/delivery_id.hpp"

#include "channel/crypto.hpp"

#include <fmt/format.h>

namespace nhaclich::channel {

namespace {

/// Netstrings: whatever the fields hold, two different keys never run together to the same octets.
std::string canonical(const reminder::DeliveryKey& key) {
    std::string octets;
    for (const auto& field : {key.occurrence.entry.str(), iso(key.occurrence.nominal), key.rule,
                              key.member.str(), key.channel.str()})
        octets += fmt::format("{}:{},", field.size(), field);
    return octets;
}

}  // namespace

std::string delivery_id(const reminder::DeliveryKey& key) {
    return sha256_hex(canonical(key)).substr(0, 32);
}

}  // namespace nhaclich::channel
