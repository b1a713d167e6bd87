// The body of a signed webhook (Standard Webhooks 1.0): minified JSON, small enough for every
// receiver.
// In: a message with facts, the reader's address at the endpoint. Out: the octets.
#pragma once

#include "message/message.hpp"
#include "plan/people.hpp"

#include <optional>
#include <string>

namespace nhaclich::channel {

/// "Payloads should be kept under 20 kB" (Standard Webhooks, "payload size").
inline constexpr std::size_t envelope_at_most = 20'000;

/// {"type", "timestamp", "data": the facts with "to"}. What would be longer ends its text in "…",
/// then loses items from its end: "items_left_out" says how many. Nothing if the message carries no
/// facts.
std::optional<std::string> webhook_envelope(const message::Message& message,
                                            const plan::Address& to);

}  // namespace nhaclich::channel
