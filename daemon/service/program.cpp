#include "service/program.hpp"

#include "channel/channels.hpp"
#include "clock/sleep.hpp"
#include "service/base_url.hpp"
#include "service/certificate.hpp"
#include "service/descriptors.hpp"
#include "service/poke.hpp"
#include "service/systemd.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>
#include <utility>

namespace nhaclich::service {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::seconds grace{10};

http::Limits http_limits() {
    http::Limits limits;
    limits.connections = connections_within(raise_descriptor_limit(), limits.connections);
    return limits;
}

}  // namespace

Program::Program(const ServeOptions& options, const Beginning& beginning, std::string state,
                 std::unique_ptr<store::Database> database, Links links, const Voices& voices)
    : voices_(voices),
      state_(std::move(state)),
      listening_(beginning.configuration.settings.http),
      files_(options.settings_path, state_),
      signals_(loop_.get_executor()),
      log_(voices.words),
      access_log_(log_),
      database_(std::move(database)),
      links_(std::move(links)),
      sites_([this] { return health(); },
             [this](const http::Visit& visit) { return desk_.receive(visit); }, personal_feeds()),
      server_(loop_.get_executor(), {listening_.address, listening_.port, listening_.socket},
              surroundings(), http_limits()),
      daemon_(
          {loop_.get_executor(), clock_, *database_, *database_, log_, writing()},
          [this] { return load(); },
          [this](const config::Settings& settings) { return channels(settings); }),
      desk_(daemon_.boards(), *database_, clock_, links_, [this] { look_again(); }),
      member_feeds_({daemon_.boards(), *database_, *database_, clock_, log_, daemon_.troubles()}),
      returned_mail_(loop_.get_executor(), daemon_.boards(), *database_, clock_, log_,
                     daemon_.troubles(), [this] { daemon_.look_again(); }),
      tasks_(loop_.get_executor(), task_report()),
      reload_faults_(beginning.faults.size()) {
    if (reload_faults_ > 0) kept_ = beginning.configuration;
    for (const auto& fault : beginning.faults) log_.write(Level::error, fault);
    daemon_.boards().on_change([this](const Edition& edition) {
        keep_files();
        publish(edition);
        const auto& http = edition.board->configuration().settings.http;
        access_log_.use(http.access_log);
        server_.trust(http::TrustedProxies(http.trusted_proxies));
        member_feeds_.changed();
        returned_mail_.changed();
    });
    daemon_.on_new_day([this] { publish(daemon_.boards().current()); });
}

http::Surroundings Program::surroundings() {
    return {sites_,
            clock_,
            [this](const http::Access& access) { access_log_.note(access); },
            task_report(),
            [this](const boost::system::error_code& lack) {
                log_.error("log.cannot-accept"_msg, {{"reason", lack.message()}});
            },
            [this](const http::TurnedAway& those) {
                log_.warning("log.turned-away"_msg,
                             {{"one_address", std::to_string(those.one_address)},
                              {"everybody", std::to_string(those.everybody)}});
            }};
}

http::PersonalFeeds Program::personal_feeds() {
    return {[this](const http::Request& request) { return member_feeds_.at_hand(request); },
            [this](const http::Request& request) { return member_feeds_.find(request); }};
}

/// Somebody wrote into the store.
void Program::look_again() {
    daemon_.look_again();
    member_feeds_.changed();
}

Writing Program::writing() {
    return {.choices_url = [this](const MemberId& member, Instant now) {
        return links_.choices_url(daemon_.boards().current().board->base_url(), member, now);
    }};
}

TaskGroup::Report Program::task_report() {
    return [this](const std::string& task, const std::string& what) {
        log_.error("log.task-failed"_msg, {{"task", task}, {"reason", what}});
        failed_tasks_.push_back(task);
    };
}

Result<outbox::Channels> Program::channels(const config::Settings& settings) {
    const channel::Surroundings around{state_, [this] { return clock_.now(); }};
    return channel::channels(settings, around);
}

std::string Program::base_url(const config::Settings& settings) const {
    auto http = listening_;
    http.base_url = settings.http.base_url;
    return service::base_url(http, http.address, server_.port());
}

void Program::publish(const Edition& edition) {
    const auto& settings = edition.board->configuration().settings;
    sites_.use(http::make_site(edition.board, edition.stamp, base_url(settings), clock_.now(),
                               [this] { daemon_.boards().hand_out(); }));
}

Addresses Program::addresses() const {
    const auto& settings = daemon_.boards().current().board->configuration().settings;
    Addresses result{base_url(settings), {}, {}};
    if (const auto& smtp = settings.mail.smtp)
        result.smtp = fmt::format("{}:{}", smtp->host, smtp->port);
    else
        result.mailbox = channel::maildir_of(settings.mail, state_);
    return result;
}

void Program::started() {
    const auto& board = *daemon_.boards().current().board;
    const auto& configuration = board.configuration();
    const auto where = addresses();
    log_.info("log.started"_msg, {{"entries", std::to_string(configuration.plan.entries.size())},
                                  {"members", std::to_string(configuration.people.members.size())},
                                  {"url", where.base_url}});
    voices_.announce(banner(board, where, clock_.now(), voices_.words));
    systemd::ready(
        voices_.words.text(reload_faults_ == 0 ? "log.started" : "log.started-from-last",
                           {{"entries", std::to_string(configuration.plan.entries.size())},
                            {"members", std::to_string(configuration.people.members.size())},
                            {"url", where.base_url},
                            {"count", std::to_string(reload_faults_)}}));
}

/// Whether a part has ended without which no reminder goes out on time, or no calendar.
bool Program::has_come_to_a_stop() const {
    return std::ranges::any_of(failed_tasks_, [](const std::string& task) {
        return task == "outbox" || task == "reminders" || task == "keep-up" || task == "http";
    });
}

asio::awaitable<void> Program::keep_watchdog() {
    const auto interval = systemd::watchdog_interval();
    if (!interval) co_return;
    co_await end_when_asked();
    asio::steady_timer timer(loop_);
    while (true) {
        // Only a loop that runs, with all that reminds, and a store that answers are alive.
        const auto facts = co_await database_->facts();
        if (facts && !has_come_to_a_stop()) systemd::alive();
        timer.expires_after(*interval);
        co_await timer.async_wait(asio::use_awaitable);
    }
}

/// A faulty edit is told but is no illness: the old board goes on. A part that ended is one; a
/// channel that fails is somebody else's, which starting again would not mend.
http::Health Program::health() const {
    boost::json::array failed;
    for (const auto& task : failed_tasks_) failed.emplace_back(task);
    boost::json::array channels;
    for (const auto& channel : daemon_.reminders().failing()) channels.emplace_back(channel.str());
    const bool ok = failed.empty();
    const auto* status = !ok ? "failing" : channels.empty() ? "ok" : "degraded";
    const boost::json::object text{{"status", status},
                                   {"failing_channels", channels},
                                   {"reload_faults", reload_faults_},
                                   {"store_errors", daemon_.troubles().count()},
                                   {"failed_tasks", failed}};
    return {ok, boost::json::serialize(text)};
}

void Program::ask_for_reload() {
    reload_again_ = true;
    if (reloading_) return;
    reloading_ = true;
    tasks_.spawn("reload", reload());
}

std::size_t Program::renew_certificate() {
    const auto& http = daemon_.boards().current().board->configuration().settings.http;
    const bool other_tls = http.tls.has_value() != listening_.tls.has_value();
    if (other_tls || http.address != listening_.address || http.port != listening_.port ||
        http.socket != listening_.socket)
        log_.warning("log.listen-later"_msg);
    if (other_tls) return 0;
    auto tls = tls_of(http);
    if (tls) {
        server_.use(std::move(*tls));
        return 0;
    }
    log_.write(Level::error, tls.error());
    return 1;
}

asio::awaitable<void> Program::reload() {
    // However it ends, the next signal is taken up.
    const std::shared_ptr<void> ended(nullptr, [this](void*) { reloading_ = false; });
    // A signal that comes while the files are being read has them read once more.
    while (std::exchange(reload_again_, false)) {
        systemd::reloading();
        const auto faults = co_await daemon_.reload();
        reload_faults_ = faults.size() + renew_certificate();
        systemd::ready(
            voices_.words.text(reload_faults_ == 0 ? "log.reloaded" : "log.reload-refused",
                               {{"count", std::to_string(reload_faults_)}}));
    }
}

/// The daemon's first board is the one it began with, whatever the files have become meanwhile.
Loaded Program::load() {
    if (auto first = std::exchange(kept_, std::nullopt)) return std::move(*first);
    return files_.load();
}

void Program::keep_files() {
    if (const auto fault = files_.keep())
        log_.warning("log.last-unwritable"_msg, {{"path", state_}, {"reason", fault.message()}});
}

asio::awaitable<void> Program::main() {
    const auto faults = co_await daemon_.start();
    if (!faults.empty()) {
        voices_.complain(faults);
        served_ = Served::could_not_run;
        co_return;
    }
    if (reload_faults_ > 0)
        log_.error("log.started-from-last"_msg, {{"count", std::to_string(reload_faults_)}});
    daemon_.run_in(tasks_);
    tasks_.spawn("pokes", watch_for_pokes(state_, [this] { look_again(); }));
    tasks_.spawn("bounces", returned_mail_.run());
    tasks_.spawn("bounces-arriving", returned_mail_.listen());
    tasks_.spawn("access-log", access_log_.keep_flushing());
    tasks_.spawn("feed-notes", member_feeds_.keep_notes());
    tasks_.spawn("http", server_.run());
    tasks_.spawn("watchdog", keep_watchdog());
    started();
    const std::function<void()> on_hangup = [this] { ask_for_reload(); };
    co_await signals_.stop_requested(on_hangup);
    systemd::stopping();
    log_.info("log.stopping"_msg);
    co_await tasks_.stop(grace);
    co_await member_feeds_.write_notes();
    const auto withdrawn = co_await daemon_.boards().withdraw();
    if (!withdrawn) log_.write(Level::error, withdrawn.error());
    signals_.release();
    log_.info("log.stopped"_msg);
}

Served Program::run() {
    auto ended = asio::co_spawn(loop_, main(), asio::use_future);
    loop_.run();
    ended.get();
    return served_;
}

}  // namespace nhaclich::service
