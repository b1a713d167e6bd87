#include "outbox/outbox.hpp"

#include "clock/sleep.hpp"

#include <algorithm>
#include <boost/asio/cancellation_state.hpp>
#include <boost/asio/this_coro.hpp>

namespace nhaclich::outbox {

namespace asio = boost::asio;
using asio::awaitable;

namespace {

constexpr std::chrono::seconds grace{4};
constexpr std::chrono::minutes look_again{1};
constexpr std::chrono::seconds while_full{15};
constexpr std::chrono::hours idle{24 * 366};

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
    for (const auto& [id, before] : channels_) before->give_back();
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
    stopping_ = true;
    for (const auto& [id, channel] : channels_) channel->give_back();
    co_await deliveries_.stop(grace);
    std::rethrow_exception(ended);
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
    Leave result{store::Hold::none, now + idle, *records};
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
    const auto channels = co_await store_.waiting(allowed->hold, now);
    if (!channels) {
        observer_.troubled(channels.error());
        co_return now + look_again;
    }
    Instant next = allowed->next;
    for (const auto& waiting : *channels) {
        const Instant later = co_await send_due(waiting, *allowed, now);
        next = std::min(next, later);
    }
    co_return next;
}

std::shared_ptr<channel::Channel> Outbox::channel_of(const ChannelId& id) const {
    const auto found = channels_.find(id);
    return found == channels_.end() ? nullptr : found->second;
}

awaitable<Instant> Outbox::send_due(const store::Waiting& waiting, const Leave& allowed,
                                    Instant now) {
    auto& lane = lanes_[waiting.channel];
    if (const auto channel = channel_of(waiting.channel)) {
        lane.width = channel->width();
        lane.most_ahead = channel->ahead();
        lane.ahead = std::min(lane.ahead, lane.most_ahead);
    }
    if (const auto until = lane.breaker.paused_until(now)) co_return *until;
    // A channel may find a way past what holds it up.
    if (!lane.is_hungry()) co_return now + while_full;
    if (waiting.next_at > now) co_return waiting.next_at;
    const auto limit = static_cast<int>(lane.room());
    auto others = lane.under_way;
    auto reading = store_.due(waiting.channel, now, limit, allowed.hold, std::move(others));
    const auto bundles = co_await std::move(reading);
    if (!bundles) {
        observer_.troubled(bundles.error());
        co_return now + look_again;
    }
    // Only now: new settings may have replaced it while the store was read.
    const auto by = channel_of(waiting.channel);
    for (const auto& bundle : *bundles) {
        lane.under_way.insert(bundle.first().key.member);
        ++lane.in_hand;
        deliveries_.spawn(std::to_string(bundle.id),
                          deliver(bundle, by, waiting.closed, allowed.records));
    }
    // Before any of these has ended, for there may be places left.
    const Instant later = waiting.later.value_or(now + idle);
    co_return lane.is_hungry() ? later : std::min(later, now + while_full);
}

}  // namespace nhaclich::outbox
