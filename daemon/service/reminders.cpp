#include "service/reminders.hpp"

#include "clock/sleep.hpp"
#include "reminder/burst.hpp"
#include "reminder/endpoint.hpp"
#include "reminder/notice.hpp"

#include <algorithm>

namespace nhaclich::service {

using boost::asio::awaitable;
using std::chrono::days;

namespace {

/// So far ahead a schedule reaches, and so near its end it is made anew.
constexpr days ahead{400};
constexpr days enough{30};

}  // namespace

Reminders::Reminders(Boards& boards, store::OutboxStore& store, Clock& clock, const Log& log,
                     StoreTroubles& troubles, std::function<void()> recorded)
    : boards_(boards),
      store_(store),
      clock_(clock),
      log_(log),
      troubles_(troubles),
      recorded_(std::move(recorded)) {}

awaitable<Result<void>> Reminders::heed(Records records) {
    if (records_ && records_->receipts != records->receipts) {
        const auto faults = co_await boards_.roll();
        if (!faults.empty()) co_return tl::unexpected(faults.front());
    }
    log_pause(records_ ? records_->pause : std::nullopt, records->pause);
    records_ = std::move(records);
    co_return Result<void>{};
}

void Reminders::log_pause(const std::optional<reminder::Pause>& before,
                          const std::optional<reminder::Pause>& now) const {
    if (before == now || (now && now->why == "burst")) return;
    if (!now)
        log_.info("log.resumed"_msg);
    else if (now->until)
        log_.info("log.paused-until"_msg, {{"until", iso(*now->until)}});
    else
        log_.info("log.paused"_msg);
}

bool Reminders::is_current(Instant from, Instant now) const {
    return schedule_ && board_ == boards_.current().board && scheduled_records_ == records_ &&
           schedule_->window().after <= from && schedule_->window().until >= now + enough;
}

void Reminders::make_schedule(Instant from, Instant now) {
    schedule_.reset();
    board_ = boards_.current().board;
    scheduled_records_ = records_;
    const DueWindow window{from, now + ahead};
    schedule_ = std::make_unique<reminder::Schedule>(board_->sources(), *records_, window);
}

/// What fell due before a change is planned as it was then: an edit makes no past.
reminder::Agenda Reminders::up_to(Instant now, const reminder::Facts& facts) {
    const Instant from = std::min(facts.planned_until.value_or(now), now);
    if (is_current(from, now)) return reminder::agenda(*schedule_, facts, now);
    const bool covered = schedule_ && schedule_->window().after <= from &&
                         schedule_->window().until >= now && facts.planned_until;
    if (!covered) {
        make_schedule(from, now);
        return reminder::agenda(*schedule_, facts, now);
    }
    auto agenda = reminder::agenda(*schedule_, facts, now);
    make_schedule(now, now);
    agenda.next_wake = schedule_->next_after(now).value_or(schedule_->window().until);
    return agenda;
}

/// Against what was announced, so that no crash and no downtime loses a change.
awaitable<Result<void>> Reminders::add_changes(const reminder::Records& records, Instant now,
                                               reminder::Agenda& agenda) {
    const auto sources = board_->sources();
    const auto announced = co_await store_.announced();
    if (!announced) co_return tl::unexpected(announced.error());
    if (!*announced) {
        agenda.announced = reminder::announced_now(sources, {}, {}, now);
        co_return Result<void>{};
    }
    const auto changes = reminder::changes(sources, **announced, now);
    std::vector<plan::OccurrenceId> ids;
    for (const auto& changed : changes) {
        ids.push_back(changed.now.id);
        if (changed.before) ids.push_back(changed.before->id);
    }
    const auto told = co_await store_.told(ids);
    if (!told) co_return tl::unexpected(told.error());
    reminder::add_notices(sources, records, changes, *told, now, agenda);
    auto after = reminder::announced_now(sources, **announced, changes, now);
    if (after != **announced) agenda.announced = std::move(after);
    co_return Result<void>{};
}

void Reminders::brake(reminder::Agenda& agenda, Instant now) const {
    const auto sources = board_->sources();
    const bool stopped = records_->paused(now) && records_->pause->why == "burst";
    if (stopped || !reminder::is_burst(agenda, sources.reminding.burst, now)) return;
    agenda.burst = true;
    std::ranges::move(reminder::burst_messages(sources, *records_, now),
                      std::back_inserter(agenda.deliveries));
}

void Reminders::failed(const ChannelId& channel, Instant at) {
    const auto known = std::ranges::find(endpoints_, channel, &reminder::Endpoint::channel);
    if (known == endpoints_.end()) return changed();
    ++known->failures;
    known->last_failure = at;
    if (reminder::needs_answer(*known, board_->sources().reminding)) changed();
}

/// With the records of the same moment.
awaitable<Result<reminder::Facts>> Reminders::look() {
    auto records = co_await store_.records();
    if (!records) co_return tl::unexpected(records.error());
    const auto heeded = co_await heed(std::move(*records));
    if (!heeded) co_return tl::unexpected(heeded.error());
    co_return co_await store_.facts();
}

awaitable<Result<reminder::Agenda>> Reminders::decide(Instant now) {
    const auto facts = co_await look();
    if (!facts) co_return tl::unexpected(facts.error());
    auto agenda = up_to(now, *facts);
    endpoints_ = facts->endpoints;
    failing_.clear();
    for (const auto& endpoint : facts->endpoints)
        if (endpoint.told || endpoint.warned) failing_.insert(endpoint.channel);
    if (announced_ != board_) {
        const auto added = co_await add_changes(*records_, now, agenda);
        if (!added) co_return tl::unexpected(added.error());
    }
    brake(agenda, now);
    co_return agenda;
}

void Reminders::log_missed(const reminder::Agenda& agenda) const {
    for (const auto& unsent : agenda.unsent) {
        if (unsent.state() != reminder::State::missed) continue;
        const auto& key = unsent.delivery.key;
        log_.warning("log.missed"_msg, {{"entry", key.occurrence.entry.str()},
                                        {"day", iso(key.occurrence.nominal)},
                                        {"member", key.member.str()},
                                        {"reason", std::string(unsent.reason.key)}});
    }
    for (const auto& channel : agenda.endpoints_told)
        log_.error("log.endpoint-closed"_msg, {{"channel", channel.str()}});
    for (const auto& channel : agenda.endpoints_warned)
        log_.error("log.channel-failing"_msg, {{"channel", channel.str()}});
    if (agenda.burst)
        log_.error("log.burst"_msg, {{"count", std::to_string(agenda.deliveries.size())}});
}

awaitable<Instant> Reminders::plan() {
    constexpr std::chrono::minutes try_again{1};
    const Instant now = clock_.now();
    const auto agenda = co_await decide(now);
    if (!agenda) {
        troubles_.note(agenda.error());
        co_return now + try_again;
    }
    const auto recorded = co_await store_.record(*agenda, now);
    // Also after an error: its commit may have taken effect.
    if (!agenda->deliveries.empty()) recorded_();
    if (!recorded) {
        troubles_.note(recorded.error());
        co_return now + try_again;
    }
    announced_ = board_;
    log_missed(*agenda);
    // Those just told of: only the store knows whether they have not recovered meanwhile.
    if (!agenda->endpoints_told.empty() || !agenda->endpoints_warned.empty()) changed();
    co_return agenda->next_wake;
}

awaitable<void> Reminders::run() {
    co_await end_when_asked();
    while (true) {
        const Instant next = co_await plan();
        co_await sleep_until_or(clock_, next, changed_);
    }
}

}  // namespace nhaclich::service
