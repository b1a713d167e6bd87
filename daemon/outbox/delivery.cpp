// One message's way through the outbox: composed, claimed, sent, its result recorded.
#include "base/text.hpp"
#include "clock/sleep.hpp"
#include "outbox/outbox.hpp"

#include <algorithm>
#include <boost/asio/cancellation_state.hpp>
#include <boost/asio/this_coro.hpp>
#include <utility>

namespace nhaclich::outbox {

namespace asio = boost::asio;
using asio::awaitable;
using reminder::State;
using store::Bundle;
using store::FrozenMessage;
using store::Outcome;

namespace {

constexpr std::chrono::seconds pause_after_error{5};
constexpr std::chrono::hours while_closed{1};

/// Ends what was begun when the lane took the member's message, however its way ends.
class UnderWay {
  public:
    UnderWay(Lane& lane, MemberId member, Event& changed)
        : lane_(lane), member_(std::move(member)), changed_(changed) {}
    UnderWay(const UnderWay&) = delete;
    UnderWay& operator=(const UnderWay&) = delete;
    ~UnderWay() {
        lane_.under_way.erase(member_);
        if (lane_.is_hungry()) changed_.wake();
    }

  private:
    Lane& lane_;
    MemberId member_;
    Event& changed_;
};

/// Nothing has to be written before it is sent.
bool is_settled(const Prepared& prepared) {
    return prepared.dropped.empty() && prepared.later.empty();
}

std::vector<store::PassedOn> passed_on(const channel::Handover& handover) {
    std::vector<store::PassedOn> all;
    all.reserve(handover.passed_on.size());
    for (const auto& one : handover.passed_on)
        all.push_back({escaped_for_log(one.answer), one.server.name, one.server.tls});
    return all;
}

bool settles_the_same(const Prepared& one, const Prepared& other) {
    return std::ranges::equal(one.dropped, other.dropped, {}, &Dropped::row, &Dropped::row) &&
           std::ranges::equal(one.later, other.later, {}, &PutOff::row, &PutOff::row);
}

}  // namespace

class Outbox::InHand {
  public:
    InHand(Lane& lane, Event& changed) : lane_(&lane), changed_(changed) {}
    InHand(const InHand&) = delete;
    InHand& operator=(const InHand&) = delete;
    ~InHand() { let_go(); }
    void let_go() {
        auto* lane = std::exchange(lane_, nullptr);
        if (lane == nullptr) return;
        const bool was_hungry = lane->is_hungry();
        --lane->in_hand;
        // One that had places left has nothing more that is due, or is woken when this has ended.
        if (!was_hungry && lane->is_hungry()) changed_.wake();
    }

  private:
    Lane* lane_;
    Event& changed_;
};

awaitable<void> Outbox::deliver(Bundle bundle, std::shared_ptr<channel::Channel> channel,
                                bool closed, Records records) {
    const auto key = bundle.first().key;
    auto& lane = lanes_[key.channel];
    const UnderWay under_way(lane, key.member, changed_);
    InHand in_hand(lane, changed_);
    if (closed) {
        co_await put_off(bundle, *records);
    } else if (channel) {
        co_await attempt(bundle, *channel, records, in_hand);
    } else {
        const Outcome outcome = not_sent(Error{"missed.no-channel"_msg, {}, {}});
        co_await record(bundle, bundle.ids(), outcome);
    }
}

awaitable<std::optional<Prepared>> Outbox::ready(const Bundle& bundle,
                                                 const reminder::Records& records) {
    auto found = prepared(bundle, records, clock_.now());
    if (!found) {
        const Outcome outcome = not_sent(found.error());
        co_await record(bundle, bundle.ids(), outcome);
        co_return std::nullopt;
    }
    if (found->wanted.empty() || !is_settled(*found)) {
        co_await settle(bundle, *found);
        if (found->wanted.empty()) co_return std::nullopt;
        // While that was written the plan may have been edited, and the hour is a later one.
        auto anew = prepared(bundle, records, clock_.now());
        if (!anew || !settles_the_same(*found, *anew)) {
            changed_.wake();
            co_return std::nullopt;
        }
        found = std::move(anew);
    }
    co_return std::move(*found);
}

awaitable<void> Outbox::put_off(const Bundle& bundle, const reminder::Records& records) {
    const auto found = co_await ready(bundle, records);
    if (!found) co_return;
    const Instant now = clock_.now();
    Outcome outcome;
    outcome.state = State::pending;
    outcome.at = now;
    outcome.next_at = std::min(now + while_closed, found->useful_until);
    co_await record(bundle, found->wanted, outcome);
}

awaitable<std::optional<Outbox::Claimed>> Outbox::claimed(Bundle& bundle,
                                                          const channel::Channel& channel,
                                                          const Records& records) {
    auto ready = co_await this->ready(bundle, *records);
    if (!ready || stopping_) co_return std::nullopt;
    auto message = frozen(bundle, *ready, channel);
    if (!message) {
        const Outcome outcome = not_sent(message.error());
        co_await record(bundle, ready->wanted, outcome);
        co_return std::nullopt;
    }
    // What was left behind goes out another time, under a name of its own.
    const auto id = bundle.message ? bundle.id : ready->wanted.front();
    const store::Claim claim{id, std::move(ready->wanted), std::move(*message), records};
    const auto answer = co_await store_.claim(claim, clock_.now());
    if (!answer) {
        // Nothing is sent; the claim may have taken effect all the same.
        observer_.troubled(answer.error());
        lanes_[bundle.first().key.channel].was_held_up();
        co_await clock_.sleep_until(clock_.now() + pause_after_error);
        co_await release(claim.rows);
        co_return std::nullopt;
    }
    if (!*answer) co_return std::nullopt;  // still due, to be composed anew
    for (auto& row : bundle.rows) {
        row.ledger.attempts += 1;
        row.ledger.delivery.useful_until = ready->useful_until;
    }
    co_return Claimed{claim.rows, {claim.message.message_id, claim.message.octets, ready->to}};
}

/// On a thread of the channel's, maybe after this outbox is gone: it holds nothing of it.
std::function<bool(const channel::Accepted&)> Outbox::noting(const Bundle& bundle,
                                                             const Claimed& claimed) const {
    const store::Acceptance known{claimed.rows.front(),
                                  bundle.row(claimed.rows.front()).ledger.attempts,
                                  claimed.payload.message_id,
                                  {},
                                  {},
                                  claimed.payload.to.str(),
                                  {}};
    return [&store = store_, &clock = clock_, known](const channel::Accepted& accepted) {
        auto acceptance = known;
        acceptance.at = clock.now();
        acceptance.answer = escaped_for_log(accepted.answer);
        acceptance.server = accepted.server.name;
        return store.note(acceptance);
    };
}

/// One try: compose, claim, send.
awaitable<void> Outbox::attempt(Bundle& bundle, channel::Channel& channel, const Records& records,
                                InHand& in_hand) {
    const auto claimed = co_await this->claimed(bundle, channel, records);
    if (!claimed) co_return;
    channel::Handover handover;  // its place is kept until the result is written
    handover.accepted = noting(bundle, *claimed);
    channel::SendResult result = channel::Unsent{};
    if (!stopping_) result = co_await sent(bundle, claimed->payload, channel, handover);
    in_hand.let_go();
    auto& lane = lanes_[bundle.first().key.channel];
    if (std::holds_alternative<channel::Unsent>(result)) {
        lane.was_held_up();
        co_await release(claimed->rows);
        co_return;
    }
    auto outcome = judged(bundle, result);
    if (outcome.state == State::sent)
        lane.was_accepted();
    else if (lane.breaker.on_probation())
        channel.give_back();
    outcome.address = claimed->payload.to.str();
    outcome.passed_on = passed_on(handover);
    co_await record(bundle, claimed->rows, outcome);
}

awaitable<channel::SendResult> Outbox::sent(const Bundle& bundle, const channel::Payload& payload,
                                            channel::Channel& channel,
                                            channel::Handover& handover) {
    const auto cancellation = co_await asio::this_coro::cancellation_state;
    Error bug{"outbox.delivery-failed"_msg, {}, {}};
    try {
        co_return co_await channel.send(payload, handover);
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
    for (const auto& row : bundle.rows) {
        if (std::ranges::find(rows, row.id) == rows.end()) continue;
        observer_.attempted(row, outcome);
        // Of servers it tells once a message.
        outcome.passed_on.clear();
        outcome.needs_somebody = false;
    }
}

awaitable<void> Outbox::release(const std::vector<store::RowId>& rows) {
    while (true) {
        const auto released = co_await store_.release(rows, clock_.now());
        if (released) break;
        observer_.troubled(released.error());
        co_await clock_.sleep_until(clock_.now() + pause_after_error);
    }
    // They are due, and a lane that has fewer places now may have none to wake for.
    changed_.wake();
}

}  // namespace nhaclich::outbox
