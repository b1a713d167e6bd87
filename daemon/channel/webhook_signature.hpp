// The signature of a webhook (Standard Webhooks 1.0, "symmetric signatures").
// In: the keys of the endpoint, id, time of this attempt, the body's octets. Out: the value of
// webhook-signature.
#pragma once

#include "base/error.hpp"
#include "base/instant.hpp"
#include "base/secret.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace nhaclich::channel {

/// One or more "whsec_" + base64 of 24 to 64 octets, separated by white space: two during a
/// rotation. "channel.webhook-secret".
Result<std::vector<Secret>> webhook_keys(const Secret& text);

/// "v1,BASE64" for each key, separated by spaces.
std::string webhook_signature(const std::vector<Secret>& keys, std::string_view id, Instant at,
                              std::string_view body);

}  // namespace nhaclich::channel
