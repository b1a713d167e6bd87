#include "outbox/outbox.hpp"

#include "base/text.hpp"
#include "clock/sleep.hpp"
#include "outbox/retry.hpp"

#include <boost/asio/cancellation_state.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/system/system_error.hpp>

namespace nhaclich::outbox {

namespace asio = boost::asio;
using asio::awaitable;
using reminder::State;
using store::OutboxRow;
using store::Outcome;

namespace {

/// Rows sent at once by one channel.
constexpr std::size_t lane_width = 4;
constexpr std::chrono::seconds grace{8};
constexpr std::chrono::minutes look_again{1};
constexpr std::chrono::seconds pause_after_error{5};
constexpr std::chrono::hours idle{24 * 366};

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
    const std::size_t width = breaker.on_probation() ? 1 : lane_width;
    return width - std::min(width, under_way.size());
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

/// Starts what is due and answers when to look again; the end of a delivery wakes earlier.
awaitable<Instant> Outbox::send_due() {
    const Instant now = clock_.now();
    if (const auto heeded = co_await heed_the_clock(now); !heeded) {
        observer_.troubled(heeded.error());
        co_return now + look_again;
    }
    const auto channels = co_await store_.waiting();
    if (!channels) {
        observer_.troubled(channels.error());
        co_return now + look_again;
    }
    Instant next = now + idle;
    for (const auto& waiting : *channels) {
        const Instant later = co_await send_due(waiting, now);
        next = std::min(next, later);
    }
    co_return next;
}

awaitable<Instant> Outbox::send_due(const store::Waiting& waiting, Instant now) {
    auto& lane = lanes_[waiting.channel];
    if (const auto until = lane.breaker.paused_until(now)) co_return *until;
    if (lane.room() == 0) co_return now + idle;
    if (waiting.next_at > now) co_return waiting.next_at;
    // Rows started a moment ago and not claimed yet still look due.
    const auto limit = static_cast<int>(lane.room() + lane.under_way.size());
    const auto rows = co_await store_.due(waiting.channel, now, limit);
    if (!rows) {
        observer_.troubled(rows.error());
        co_return now + look_again;
    }
    const auto channel = channels_.find(waiting.channel);
    for (const auto& row : *rows) {
        if (lane.room() == 0 || !lane.under_way.insert(row.id).second) continue;
        deliveries_.spawn(std::to_string(row.id),
                          deliver(row, channel == channels_.end() ? nullptr : channel->second));
    }
    co_return now + idle;
}

awaitable<void> Outbox::deliver(OutboxRow row, std::shared_ptr<channel::Channel> channel) {
    std::exception_ptr ended;
    try {
        Outcome outcome = not_sent(Error{"missed.no-channel"_msg, {}, {}});
        if (channel) outcome = co_await attempt(row, *channel);
        co_await record(row, std::move(outcome));
    } catch (...) {
        ended = std::current_exception();
    }
    lanes_[row.ledger.delivery.key.channel].under_way.erase(row.id);
    changed_.wake();
    if (ended) std::rethrow_exception(ended);
}

/// One try: compose unless frozen, claim, send. After a failed claim nothing is sent; its commit
/// may have taken effect all the same, so the row is put off as after an attempt.
awaitable<Outcome> Outbox::attempt(OutboxRow& row, channel::Channel& channel) {
    const Instant now = clock_.now();
    if (now >= row.ledger.delivery.useful_until)
        co_return not_sent(Error{"missed.too-late"_msg, {}, {}});
    const auto payload = payload_for(row, channel, now);
    if (!payload) co_return not_sent(payload.error());
    const store::FrozenMessage frozen{payload->message_id, payload->octets};
    const auto claimed = co_await store_.claim(row.id, frozen, now);
    if (!claimed) {
        observer_.troubled(claimed.error());
        co_return again(row, words_(claimed.error()), std::nullopt);
    }
    row.ledger.attempts += 1;
    const auto result = co_await sent(row, *payload, channel);
    co_return judged(row, result);
}

awaitable<channel::SendResult> Outbox::sent(const OutboxRow& row, const channel::Payload& payload,
                                            channel::Channel& channel) {
    const auto cancellation = co_await asio::this_coro::cancellation_state;
    Error bug{"outbox.delivery-failed"_msg, {}, {}};
    try {
        co_return co_await channel.send(payload);
    } catch (const std::exception& exception) {
        if (cancellation.cancelled() != asio::cancellation_type::none) throw;
        bug = bug_in(row, exception.what());
    }
    observer_.troubled(bug);
    co_return channel::Doubtful{words_(bug)};  // nobody knows how far it came
}

Error Outbox::bug_in(const OutboxRow& row, const char* what) const {
    return {"outbox.delivery-failed"_msg,
            {{"row", std::to_string(row.id)}, {"reason", what}},
            std::nullopt};
}

Result<channel::Payload> Outbox::payload_for(const OutboxRow& row, const channel::Channel& channel,
                                             Instant now) const {
    const auto& delivery = row.ledger.delivery;
    try {
        const auto prepared = composer_(delivery, now);
        if (!prepared) return tl::unexpected(prepared.error());
        if (row.message)
            return channel::Payload{row.message->message_id, row.message->octets, prepared->to};
        return channel.encode(prepared->message, prepared->to, delivery.key);
    } catch (const std::exception& exception) {
        // Left pending, it would be due again at once, for ever.
        return tl::unexpected(bug_in(row, exception.what()));
    }
}

Outcome Outbox::judged(const OutboxRow& row, const channel::SendResult& result) {
    const Instant now = clock_.now();
    auto& breaker = lanes_[row.ledger.delivery.key.channel].breaker;
    return std::visit(Visitor{[&](const channel::Accepted& accepted) {
                                  breaker.well();
                                  return Outcome{State::sent, now, now, accepted.answer};
                              },
                              [&](const channel::Refused& refused) {
                                  breaker.well();
                                  return Outcome{State::failed, now, now, refused.answer};
                              },
                              [&](const channel::Deferred& deferred) {
                                  if (deferred.relay)
                                      breaker.troubled(now);
                                  else
                                      breaker.well();
                                  return again(row, deferred.answer, deferred.retry_after);
                              },
                              [&](const channel::Doubtful& doubtful) {
                                  breaker.troubled(now);
                                  return again(row, doubtful.answer, std::nullopt);
                              }},
                      result);
}

Outcome Outbox::again(const OutboxRow& row, const std::string& answer,
                      std::optional<std::chrono::seconds> retry_after) const {
    const Instant now = clock_.now();
    const auto next = next_attempt(row.ledger.delivery, row.ledger.attempts, now, retry_after);
    if (!next) return Outcome{State::missed, now, now, answer};
    return Outcome{State::deferred, now, *next, answer};
}

Outcome Outbox::not_sent(const Error& error) const {
    const Instant now = clock_.now();
    if (error.id.key.starts_with("missed."))
        return Outcome{State::missed, now, now, std::string(error.id.key)};
    return Outcome{State::failed, now, now, words_(error)};
}

/// The result is kept until it is written; the send is never repeated because writing failed.
awaitable<void> Outbox::record(const OutboxRow& row, Outcome outcome) {
    outcome.answer = escaped_for_log(outcome.answer);
    while (true) {
        const auto written = co_await store_.record_result(row.id, outcome);
        if (written) break;
        observer_.troubled(written.error());
        co_await clock_.sleep_until(clock_.now() + pause_after_error);
    }
    observer_.attempted(row, outcome);
}

}  // namespace nhaclich::outbox
