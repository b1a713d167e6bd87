// What became of one try: the rows' next state, and how the channel fares.
#include "outbox/outbox.hpp"
#include "outbox/retry.hpp"

#include <algorithm>

namespace nhaclich::outbox {

using reminder::State;
using store::Bundle;
using store::Outcome;

namespace {

template <class... Cases>
struct Visitor : Cases... {
    using Cases::operator()...;
};

/// The first of a bundle, of use as long as any of its rows.
reminder::Delivery longest_of_use(const Bundle& bundle) {
    auto delivery = bundle.first();
    for (const auto& row : bundle.rows)
        delivery.useful_until = std::max(delivery.useful_until, row.ledger.delivery.useful_until);
    return delivery;
}

/// How long the message at least stays away.
std::optional<std::chrono::seconds> asked_of(const channel::Deferred& deferred) {
    if (deferred.patience.count() == 0) return deferred.retry_after;
    return std::max(deferred.patience, deferred.retry_after.value_or(deferred.patience));
}

}  // namespace

Outcome Outbox::judged(const Bundle& bundle, const channel::SendResult& result) {
    auto outcome = by_result(bundle, result);
    const auto name = [&](const auto& any) {
        if constexpr (requires { any.server; }) {
            outcome.server = any.server.name;
            outcome.tls = any.server.tls;
        }
    };
    std::visit(name, result);
    return outcome;
}

Outcome Outbox::by_result(const Bundle& bundle, const channel::SendResult& result) {
    const Instant now = clock_.now();
    auto& breaker = lanes_[bundle.first().key.channel].breaker;
    const auto well = [&](Outcome outcome) {
        breaker.well();
        outcome.health = store::Health::well;
        return outcome;
    };
    return std::visit(Visitor{[&](const channel::Accepted& accepted) {
                                  return well({State::sent, now, now, accepted.answer});
                              },
                              [&](const channel::Refused& refused) {
                                  return well({State::failed, now, now, refused.answer});
                              },
                              [&](const channel::Deferred& deferred) {
                                  if (deferred.relay) return while_in_trouble(bundle, deferred);
                                  return well(again(bundle, deferred.answer, asked_of(deferred)));
                              },
                              [&](const channel::Doubtful& doubtful) {
                                  auto outcome = again(bundle, doubtful.answer, std::nullopt);
                                  outcome.doubtful = true;
                                  if (!doubtful.relay) return outcome;
                                  breaker.troubled(now);
                                  outcome.health = store::Health::failing;
                                  return outcome;
                              },
                              [&](const channel::Unsent& unsent) {
                                  return again(bundle, unsent.answer, std::nullopt);
                              },
                              [&](const channel::Gone& gone) {
                                  auto outcome = again(bundle, gone.answer, std::nullopt);
                                  outcome.health = store::Health::gone;
                                  return outcome;
                              }},
                      result);
}

Outcome Outbox::while_in_trouble(const Bundle& bundle, const channel::Deferred& deferred) {
    const Instant now = clock_.now();
    auto& breaker = lanes_[bundle.first().key.channel].breaker;
    breaker.troubled(now, deferred.retry_after.value_or(std::chrono::seconds{0}));
    const Instant until =
        std::max(breaker.paused_until(now).value_or(now), now + deferred.patience);
    auto outcome = later(after_trouble(longest_of_use(bundle), now, until), deferred.answer);
    outcome.health = store::Health::failing;
    outcome.needs_somebody = deferred.needs_somebody;
    outcome.counted = false;
    return outcome;
}

Outcome Outbox::again(const Bundle& bundle, const std::string& answer,
                      std::optional<std::chrono::seconds> retry_after) const {
    const int attempts = bundle.rows.front().ledger.attempts;
    return later(next_attempt(longest_of_use(bundle), attempts, clock_.now(), retry_after), answer);
}

Outcome Outbox::later(std::optional<Instant> next, const std::string& answer) const {
    const Instant now = clock_.now();
    if (!next) return Outcome{State::missed, now, now, answer};
    return Outcome{State::deferred, now, *next, answer};
}

Outcome Outbox::not_sent(const Error& error) const {
    const Instant now = clock_.now();
    const auto& key = error.id.key;
    if (key.starts_with("missed.")) return Outcome{State::missed, now, now, std::string(key)};
    if (key.starts_with("cancelled.")) return Outcome{State::cancelled, now, now, std::string(key)};
    return Outcome{State::failed, now, now, words_(error)};
}

}  // namespace nhaclich::outbox
