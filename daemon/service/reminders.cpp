#include "service/reminders.hpp"

#include "clock/sleep.hpp"

namespace nhaclich::service {

Reminders::Reminders(const Boards& boards, store::OutboxStore& store, Clock& clock, const Log& log,
                     std::function<void()> recorded)
    : boards_(boards), store_(store), clock_(clock), log_(log), recorded_(std::move(recorded)) {}

boost::asio::awaitable<Instant> Reminders::plan() {
    constexpr std::chrono::minutes try_again{1};
    const Instant now = clock_.now();
    const auto facts = co_await store_.facts();
    if (!facts) {
        log_.write(Level::error, facts.error());
        co_return now + try_again;
    }
    const auto agenda = reminder::agenda(boards_.current().board->sources(), *facts, now);
    const auto recorded = co_await store_.record(agenda, now);
    if (!recorded) {
        log_.write(Level::error, recorded.error());
        co_return now + try_again;
    }
    for (const auto& missed : agenda.missed)
        log_.warning("log.missed"_msg, {{"entry", missed.delivery.key.occurrence.entry.str()},
                                        {"day", iso(missed.delivery.key.occurrence.nominal)},
                                        {"member", missed.delivery.key.member.str()},
                                        {"reason", std::string(missed.reason.key)}});
    if (*recorded > 0) recorded_();
    co_return agenda.next_wake;
}

boost::asio::awaitable<void> Reminders::run() {
    co_await end_when_asked();
    while (true) {
        const Instant next = co_await plan();
        co_await sleep_until_or(clock_, next, changed_);
    }
}

}  // namespace nhaclich::service
