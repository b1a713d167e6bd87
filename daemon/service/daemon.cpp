#include "service/daemon.hpp"

#include "clock/sleep.hpp"
#include "service/composer.hpp"
#include "service/observer.hpp"

namespace nhaclich::service {

using boost::asio::awaitable;

Daemon::Daemon(const Seams& seams, Loader loader, ChannelMaker channels)
    : seams_(seams),
      channels_(std::move(channels)),
      troubles_(seams.log, seams.clock),
      boards_(std::move(loader), seams.revisions, seams.outbox, seams.clock),
      outbox_(
          seams.executor, seams.outbox, seams.clock,
          [this](const store::Bundle& bundle, const reminder::Records& records, Instant now) {
              return composed(bundle, records, now);
          },
          [&log = seams.log](const Error& error) { return log.words(error); }, observing()),
      reminders_(boards_, seams.outbox, seams.clock, seams.log, troubles_,
                 [this] { outbox_.wake(); }) {
    boards_.on_change([this](const Edition& edition) { adopted(edition); });
}

/// A delivery that failed for good has to be answered for, and so has an endpoint that only fails.
outbox::Observer Daemon::observing() {
    auto observer = service::observer(seams_.log, troubles_);
    const auto log = observer.attempted;
    observer.attempted = [this, log](const store::OutboxRow& row, const store::Outcome& outcome) {
        log(row, outcome);
        const auto& channel = row.ledger.delivery.key.channel;
        const bool recovered =
            outcome.health == store::Health::well && reminders_.failing().contains(channel);
        const bool gone = outcome.health == store::Health::gone;
        if (outcome.state == reminder::State::failed || gone || recovered) reminders_.changed();
        if (outcome.health == store::Health::failing) reminders_.failed(channel, outcome.at);
    };
    return observer;
}

Result<outbox::Prepared> Daemon::composed(const store::Bundle& bundle,
                                          const reminder::Records& records, Instant now) {
    auto mail = prepared(*boards_.current().board, bundle, records, now, seams_.writing);
    if (mail && !mail->message.calendars.empty()) boards_.hand_out();
    return mail;
}

void Daemon::look_again() {
    reminders_.changed();
    outbox_.try_again();
}

awaitable<void> Daemon::forget_the_old(Instant now) {
    const auto keep = boards_.current().board->configuration().settings.keep;
    const auto pruned =
        co_await seams_.outbox.prune(now - std::chrono::floor<std::chrono::days>(keep));
    if (!pruned) troubles_.note(pruned.error());
}

void Daemon::adopted(const Edition& edition) {
    auto channels = channels_(edition.board->configuration().settings);
    if (channels)
        outbox_.use(std::move(*channels));
    else
        seams_.log.write(Level::error, channels.error());
    reminders_.changed();
}

awaitable<std::vector<Error>> Daemon::start() {
    auto faults = co_await boards_.reload();
    if (!faults.empty()) co_return faults;
    const auto rescued = co_await seams_.outbox.rescue(seams_.clock.now());
    if (!rescued) {
        faults.push_back(rescued.error());
        co_return faults;
    }
    if (*rescued > 0) seams_.log.warning("log.rescued"_msg, {{"count", std::to_string(*rescued)}});
    co_return faults;
}

awaitable<std::vector<Error>> Daemon::reload() {
    auto faults = co_await boards_.reload();
    report(faults);
    if (faults.empty())
        seams_.log.info("log.reloaded"_msg);
    else
        seams_.log.error("log.reload-refused"_msg, {{"count", std::to_string(faults.size())}});
    co_return faults;
}

void Daemon::run_in(TaskGroup& tasks) {
    tasks.spawn("outbox", outbox_.run());
    tasks.spawn("reminders", reminders_.run());
    tasks.spawn("keep-up", keep_up());
}

/// The feed's window moves with the year, what is announced and what rings with the months.
awaitable<void> Daemon::begin_day(bool again) {
    const auto& board = *boards_.current().board;
    const Instant now = seams_.clock.now();
    if (!again && month_of(board.today()) == month_of(board.zone().day_of(now))) {
        if (new_day_) new_day_();
        co_return;
    }
    report(co_await boards_.roll());
    if (!again) co_await forget_the_old(now);
}

awaitable<void> Daemon::keep_up() {
    constexpr std::chrono::minutes try_again{1};
    co_await end_when_asked();
    while (true) {
        const auto& zone = boards_.current().board->zone();
        const Instant now = seams_.clock.now();
        const Instant midnight =
            zone.instant_of(zone.day_of(now) + std::chrono::days{1}, LocalHour{});
        const bool behind = boards_.is_behind();
        const Instant next = behind ? now + try_again : midnight;
        co_await sleep_until_or(seams_.clock, next, behind_);
        // Woken early by a jump of the clock, or to see that the store was in trouble.
        if (seams_.clock.now() < next) continue;
        co_await begin_day(behind);
    }
}

void Daemon::report(const std::vector<Error>& faults) {
    for (const auto& fault : faults) seams_.log.write(Level::error, fault);
    if (boards_.is_behind()) behind_.wake();
}

}  // namespace nhaclich::service
