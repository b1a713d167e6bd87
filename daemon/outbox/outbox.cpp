#include "outbox/outbox.hpp"

#include "base/text.hpp"
#include "clock/sleep.hpp"
#include "outbox/retry.hpp"

#include <algorithm>
#include <boost/asio/cancellation_state.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/system/system_error.hpp>

namespace nhaclich::outbox {

namespace asio = boost::asio;
using asio::awaitable;
using reminder::State;
using store::Bundle;
using store::FrozenMessage;
using store::Outcome;

namespace {

constexpr std::chrono::seconds grace{4};
constexpr std::chrono::minutes look_again{1};
constexpr std::chrono::seconds pause_after_error{5};
constexpr std::chrono::hours idle{24 * 366};
constexpr std::chrono::hours while_closed{1};

template <class... Cases>
struct Visitor : Cases... {
    using Cases::operator()...;
};

}  // namespace

Outbox::Outbox(asio::any_io_executor executor, store::OutboxStore& store, Clock& clock,
               Composer composer, std::function<std::string(const Error&)> words, Observer observer)
    : store_(store),
      clock_(clock),
      composer_(std::move(composer)),
      words_(std::move(words)),
      observer_(std::move(observer)),
      deliveries_(std::move(executor), [this](const std::string& task, const std::string& what) {
          observer_.troubled(
              Error{"outbox.delivery-failed"_msg, {{"row", task}, {"reason", what}}, {}});
      }) {}

void Outbox::use(Channels channels) {
    channels_ = std::move(channels);
    // New settings may have mended what paused a channel.
    try_again();
}

void Outbox::try_again() {
    for (auto& [id, lane] : lanes_) lane.breaker.well();
    wake();
}

awaitable<void> Outbox::run() {
    co_await end_when_asked();
    std::exception_ptr ended;
    try {
        while (true) {
            const Instant next = co_await send_due();
            co_await sleep_until_or(clock_, next, changed_);
        }
    } catch (...) {
        ended = std::current_exception();  // cancellation; rethrown when all deliveries have ended
    }
    co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
    co_await deliveries_.stop(grace);
    std::rethrow_exception(ended);
}

std::size_t Outbox::Lane::room() const {
    const std::size_t most = breaker.on_probation() ? 1 : width;
    return most - std::min(most, under_way.size());
}

/// A jump of the clock wakes the sleeper, so one set back is noticed here.
awaitable<Result<void>> Outbox::heed_the_clock(Instant now) {
    if (now < looked_at_) {
        const auto realigned = co_await store_.realign(now);
        if (!realigned) co_return tl::unexpected(realigned.error());
    }
    looked_at_ = now;
    co_return Result<void>{};
}

awaitable<Result<Outbox::Leave>> Outbox::leave(Instant now) {
    const auto records = co_await store_.records();
    if (!records) co_return tl::unexpected(records.error());
    Leave result{store::Hold::none, now + idle};
    if ((*records)->paused(now)) {
        result.hold = store::Hold::all_but_burst;
        result.next = (*records)->pause->until.value_or(result.next);
    }
    co_return result;
}

/// Starts what is due and answers when to look again; the end of a delivery wakes earlier.
awaitable<Instant> Outbox::send_due() {
    const Instant now = clock_.now();
    if (const auto heeded = co_await heed_the_clock(now); !heeded) {
        observer_.troubled(heeded.error());
        co_return now + look_again;
    }
    const auto allowed = co_await leave(now);
    if (!allowed) {
        observer_.troubled(allowed.error());
        co_return now + look_again;
    }
    const auto channels = co_await store_.waiting(allowed->hold);
    if (!channels) {
        observer_.troubled(channels.error());
        co_return now + look_again;
    }
    Instant next = allowed->next;
    for (const auto& waiting : *channels) {
        const Instant later = co_await send_due(waiting, allowed->hold, now);
        next = std::min(next, later);
    }
    co_return next;
}

awaitable<Instant> Outbox::send_due(const store::Waiting& waiting, store::Hold hold, Instant now) {
    auto& lane = lanes_[waiting.channel];
    const auto channel = channels_.find(waiting.channel);
    if (channel != channels_.end()) lane.width = channel->second->width();
    if (const auto until = lane.breaker.paused_until(now)) co_return *until;
    if (lane.room() == 0) co_return now + idle;
    if (waiting.next_at > now) co_return waiting.next_at;
    // Those of members being written to still look due.
    const auto limit = static_cast<int>(lane.room() + lane.under_way.size());
    const auto bundles = co_await store_.due(waiting.channel, now, limit, hold);
    if (!bundles) {
        observer_.troubled(bundles.error());
        co_return now + look_again;
    }
    const auto by = channel == channels_.end() ? nullptr : channel->second;
    for (const auto& bundle : *bundles) {
        const auto& member = bundle.first().key.member;
        if (lane.room() == 0 || !lane.under_way.insert(member).second) continue;
        deliveries_.spawn(std::to_string(bundle.id), deliver(bundle, by, waiting.closed));
    }
    co_return now + idle;
}

awaitable<void> Outbox::deliver(Bundle bundle, std::shared_ptr<channel::Channel> channel,
                                bool closed) {
    std::exception_ptr ended;
    try {
        if (closed) {
            co_await put_off(bundle);
        } else if (channel) {
            co_await attempt(bundle, *channel);
        } else {
            const Outcome outcome = not_sent(Error{"missed.no-channel"_msg, {}, {}});
            co_await record(bundle, bundle.ids(), outcome);
        }
    } catch (...) {
        ended = std::current_exception();
    }
    const auto& key = bundle.first().key;
    lanes_[key.channel].under_way.erase(key.member);
    changed_.wake();
    if (ended) std::rethrow_exception(ended);
}

awaitable<std::optional<Prepared>> Outbox::ready(const Bundle& bundle, Instant now) {
    const auto records = co_await store_.records();
    if (!records) {
        observer_.troubled(records.error());
        const Outcome outcome = again(bundle, words_(records.error()), std::nullopt);
        co_await record(bundle, bundle.ids(), outcome);
        co_return std::nullopt;
    }
    auto found = prepared(bundle, **records, now);
    if (!found) {
        const Outcome outcome = not_sent(found.error());
        co_await record(bundle, bundle.ids(), outcome);
        co_return std::nullopt;
    }
    co_await settle(bundle, *found);
    if (found->wanted.empty()) co_return std::nullopt;
    co_return std::move(*found);
}

awaitable<void> Outbox::put_off(const Bundle& bundle) {
    const Instant now = clock_.now();
    const auto found = co_await ready(bundle, now);
    if (!found) co_return;
    Outcome outcome;
    outcome.state = State::pending;
    outcome.at = now;
    outcome.next_at = std::min(now + while_closed, found->useful_until);
    co_await record(bundle, found->wanted, outcome);
}

/// One try: compose, claim, send. After a failed claim nothing is sent; its commit may have taken
/// effect all the same, so the rows are put off as after an attempt.
awaitable<void> Outbox::attempt(Bundle& bundle, channel::Channel& channel) {
    const Instant now = clock_.now();
    const auto ready = co_await this->ready(bundle, now);
    if (!ready) co_return;
    const auto message = frozen(bundle, *ready, channel);
    if (!message) {
        const Outcome outcome = not_sent(message.error());
        co_await record(bundle, ready->wanted, outcome);
        co_return;
    }
    // What was left behind goes out another time, under a name of its own.
    const auto id = bundle.message ? bundle.id : ready->wanted.front();
    const auto claimed = co_await store_.claim(id, ready->wanted, *message, now);
    if (!claimed) {
        observer_.troubled(claimed.error());
        const Outcome outcome = again(bundle, words_(claimed.error()), std::nullopt);
        co_await record(bundle, ready->wanted, outcome);
        co_return;
    }
    for (auto& row : bundle.rows) {
        row.ledger.attempts += 1;
        row.ledger.delivery.useful_until = ready->useful_until;
    }
    const channel::Payload payload{message->message_id, message->octets, ready->to};
    const auto result = co_await sent(bundle, payload, channel);
    auto outcome = judged(bundle, result);
    outcome.address = ready->to.str();
    outcome.server = channel.server();
    co_await record(bundle, ready->wanted, outcome);
}

awaitable<channel::SendResult> Outbox::sent(const Bundle& bundle, const channel::Payload& payload,
                                            channel::Channel& channel) {
    const auto cancellation = co_await asio::this_coro::cancellation_state;
    Error bug{"outbox.delivery-failed"_msg, {}, {}};
    try {
        co_return co_await channel.send(payload);
    } catch (const std::exception& exception) {
        if (cancellation.cancelled() != asio::cancellation_type::none) throw;
        bug = bug_in(bundle, exception.what());
    }
    observer_.troubled(bug);
    co_return channel::Doubtful{words_(bug)};  // nobody knows how far it came
}

/// What does not go out now is written down before the rest is sent.
awaitable<void> Outbox::settle(const Bundle& bundle, const Prepared& prepared) {
    const Instant now = clock_.now();
    for (const auto& dropped : prepared.dropped) {
        const Outcome outcome = not_sent(Error{dropped.reason, {}, {}});
        const std::vector<store::RowId> row{dropped.row};
        co_await record(bundle, row, outcome);
    }
    for (const auto& later : prepared.later) {
        Outcome outcome;
        outcome.state = State::pending;
        outcome.at = now;
        outcome.next_at = later.not_before;
        const std::vector<store::RowId> row{later.row};
        co_await record(bundle, row, outcome);
    }
}

Error Outbox::bug_in(const Bundle& bundle, const char* what) const {
    return {"outbox.delivery-failed"_msg,
            {{"row", std::to_string(bundle.id)}, {"reason", what}},
            std::nullopt};
}

Result<Prepared> Outbox::prepared(const Bundle& bundle, const reminder::Records& records,
                                  Instant now) const {
    try {
        return composer_(bundle, records, now);
    } catch (const std::exception& exception) {
        // Left pending, it would be due again at once, for ever.
        return tl::unexpected(bug_in(bundle, exception.what()));
    }
}

/// The octets of the first attempt as long as they tell the truth; what may have been accepted
/// already goes again as it was, so that the copy is known for one.
Result<FrozenMessage> Outbox::frozen(const Bundle& bundle, const Prepared& prepared,
                                     const channel::Channel& channel) const {
    const bool same = bundle.message && prepared.wanted.size() == bundle.rows.size() &&
                      bundle.message->basis == prepared.basis;
    if (bundle.message && (bundle.doubtful || same)) return *bundle.message;
    const int edition = bundle.message ? bundle.message->edition + 1 : 0;
    try {
        const auto& leading = bundle.row(prepared.wanted.front()).ledger.delivery.key;
        return channel.encode(prepared.message, prepared.to, leading, edition)
            .map([&](channel::Payload payload) {
                return FrozenMessage{std::move(payload.message_id), std::move(payload.octets),
                                     prepared.basis, edition};
            });
    } catch (const std::exception& exception) {
        return tl::unexpected(bug_in(bundle, exception.what()));
    }
}

Outcome Outbox::judged(const Bundle& bundle, const channel::SendResult& result) {
    const Instant now = clock_.now();
    auto& breaker = lanes_[bundle.first().key.channel].breaker;
    const auto well = [&](Outcome outcome) {
        breaker.well();
        outcome.health = store::Health::well;
        return outcome;
    };
    const auto failing = [&](Outcome outcome) {
        breaker.troubled(now);
        outcome.health = store::Health::failing;
        return outcome;
    };
    return std::visit(Visitor{[&](const channel::Accepted& accepted) {
                                  return well({State::sent, now, now, accepted.answer});
                              },
                              [&](const channel::Refused& refused) {
                                  return well({State::failed, now, now, refused.answer});
                              },
                              [&](const channel::Deferred& deferred) {
                                  auto outcome =
                                      again(bundle, deferred.answer, deferred.retry_after);
                                  return deferred.relay ? failing(outcome) : well(outcome);
                              },
                              [&](const channel::Doubtful& doubtful) {
                                  auto outcome = again(bundle, doubtful.answer, std::nullopt);
                                  outcome.doubtful = true;
                                  return failing(outcome);
                              },
                              [&](const channel::Gone& gone) {
                                  auto outcome = again(bundle, gone.answer, std::nullopt);
                                  outcome.health = store::Health::gone;
                                  return outcome;
                              }},
                      result);
}

Outcome Outbox::again(const Bundle& bundle, const std::string& answer,
                      std::optional<std::chrono::seconds> retry_after) const {
    const Instant now = clock_.now();
    auto delivery = bundle.first();
    for (const auto& row : bundle.rows)
        delivery.useful_until = std::max(delivery.useful_until, row.ledger.delivery.useful_until);
    const int attempts = bundle.rows.front().ledger.attempts;
    const auto next = next_attempt(delivery, attempts, now, retry_after);
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

/// The result is kept until it is written; the send is never repeated because writing failed.
awaitable<void> Outbox::record(const Bundle& bundle, const std::vector<store::RowId>& rows,
                               Outcome outcome) {
    outcome.answer = escaped_for_log(outcome.answer);
    while (true) {
        const auto written = co_await store_.record_result(rows, outcome);
        if (written) break;
        observer_.troubled(written.error());
        co_await clock_.sleep_until(clock_.now() + pause_after_error);
    }
    for (const auto& row : bundle.rows)
        if (std::ranges::find(rows, row.id) != rows.end()) observer_.attempted(row, outcome);
}

}  // namespace nhaclich::outbox
