#include "service/daemon.hpp"

#include "clock/sleep.hpp"
#include "service/composer.hpp"
#include "service/observer.hpp"

namespace nhaclich::service {

Daemon::Daemon(const Seams& seams, Loader loader, ChannelMaker channels)
    : seams_(seams),
      channels_(std::move(channels)),
      boards_(std::move(loader), seams.revisions, seams.clock),
      outbox_(
          seams.executor, seams.outbox, seams.clock,
          [this](const reminder::Delivery& delivery, Instant now) {
              return prepared(*boards_.current().board, delivery, now);
          },
          [&log = seams.log](const Error& error) { return log.words(error); }, observer(seams.log)),
      reminders_(boards_, seams.outbox, seams.clock, seams.log, [this] { outbox_.wake(); }) {
    boards_.on_change([this](const Edition& edition) { adopted(edition); });
}

void Daemon::adopted(const Edition& edition) {
    auto channels = channels_(edition.board->configuration().settings);
    if (channels)
        outbox_.use(std::move(*channels));
    else
        seams_.log.write(Level::error, channels.error());
    reminders_.changed();
}

boost::asio::awaitable<std::vector<Error>> Daemon::start() {
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

boost::asio::awaitable<std::vector<Error>> Daemon::reload() {
    auto faults = co_await boards_.reload();
    for (const auto& fault : faults) seams_.log.write(Level::error, fault);
    if (faults.empty())
        seams_.log.info("log.reloaded"_msg);
    else
        seams_.log.error("log.reload-refused"_msg, {{"count", std::to_string(faults.size())}});
    co_return faults;
}

void Daemon::run_in(TaskGroup& tasks) {
    tasks.spawn("outbox", outbox_.run());
    tasks.spawn("reminders", reminders_.run());
    tasks.spawn("new-day", every_new_day());
}

boost::asio::awaitable<void> Daemon::every_new_day() {
    co_await end_when_asked();
    while (true) {
        const auto& zone = boards_.current().board->zone();
        const Day tomorrow = zone.day_of(seams_.clock.now()) + std::chrono::days{1};
        const Instant midnight = zone.instant_of(tomorrow, LocalHour{});
        co_await seams_.clock.sleep_until(midnight);
        if (seams_.clock.now() < midnight) continue;  // woken early by a jump of the clock
        const auto faults = co_await boards_.roll();
        for (const auto& fault : faults) seams_.log.write(Level::error, fault);
    }
}

}  // namespace nhaclich::service
