// What became of deliveries: the states of an outbox row.
// In: written by the outbox. Out: read by planning, status and proof.
#pragma once

#include "reminder/delivery.hpp"

#include <string>
#include <string_view>

namespace nhaclich::reminder {

enum class State { pending, sending, deferred, sent, failed, missed, cancelled };
std::string_view code(State state);

/// Why a delivery is not sent; a key of the message catalogue: "missed.…" where somebody should
/// have been told and was not, "cancelled.…" where there is nothing to tell any more.
struct Unsent {
    Delivery delivery;
    MessageId reason;
    State state() const {
        return reason.key.starts_with("missed.") ? State::missed : State::cancelled;
    }
};

/// An occurrence as its readers know it, and how often it changed.
struct Announced {
    plan::Occurrence occurrence;
    int changes = 0;
    friend bool operator==(const Announced&, const Announced&) = default;
};

struct LedgerRow {
    Delivery delivery;
    State state = State::pending;
    int attempts = 0;
    Instant changed;          ///< when the state was last written
    std::string last_answer;  ///< of the server or ourselves, one line, no secrets
};

}  // namespace nhaclich::reminder
