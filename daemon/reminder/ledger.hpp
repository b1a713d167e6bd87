// What became of deliveries: the states of an outbox row.
// In: written by the outbox. Out: read by planning, status and proof.
#pragma once

#include "reminder/delivery.hpp"

#include <string>
#include <string_view>

namespace nhaclich::reminder {

enum class State { pending, sending, deferred, sent, failed, missed };
std::string_view code(State state);

/// Why a delivery is not sent; a key of the message catalogue ("missed.too-late").
struct Missed {
    Delivery delivery;
    MessageId reason;
};

struct LedgerRow {
    Delivery delivery;
    State state = State::pending;
    int attempts = 0;
    Instant changed;          ///< when the state was last written
    std::string last_answer;  ///< of the server or ourselves, one line, no secrets
};

}  // namespace nhaclich::reminder
