// The running program: what it owns, in the order in which it is built and taken down.
// In: settings path, an open database. Out: a served board until a signal comes.
#pragma once

#include "clock/system_clock.hpp"
#include "http/server.hpp"
#include "service/access_log.hpp"
#include "service/banner.hpp"
#include "service/daemon.hpp"
#include "service/desk.hpp"
#include "service/last_good.hpp"
#include "service/member_feeds.hpp"
#include "service/returned_mail.hpp"
#include "service/serve.hpp"
#include "service/signals.hpp"
#include "store/database.hpp"

#include <boost/asio/io_context.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace nhaclich::service {

/// A configuration to start with, and the faults of the files if it is not theirs.
struct Beginning {
    config::Configuration configuration;
    std::vector<Error> faults;
};

class Program {
  public:
    /// Where to listen is settled by the beginning. Throws http::CannotListen.
    Program(const ServeOptions& options, const Beginning& beginning, std::string state,
            std::unique_ptr<store::Database> database, Links links, const Voices& voices);
    /// For connections over TCP; nullptr = plain.
    void use(std::shared_ptr<const http::Tls> tls) { server_.use(std::move(tls)); }
    /// Until SIGTERM.
    Served run();

  private:
    boost::asio::awaitable<void> main();
    boost::asio::awaitable<void> keep_watchdog();
    bool has_come_to_a_stop() const;
    boost::asio::awaitable<void> reload();
    TaskGroup::Report task_report();
    void ask_for_reload();
    Loaded load();
    /// What came into force, for the next start.
    void keep_files();
    /// The certificate is read again whatever became of the other files; a faulty one is told, and
    /// the old one goes on.
    std::size_t renew_certificate();
    void started();
    http::Health health() const;
    void publish(const Edition& edition);
    std::string base_url(const config::Settings& settings) const;
    Addresses addresses() const;
    Writing writing();
    http::Surroundings surroundings();
    http::PersonalFeeds personal_feeds();
    void look_again();
    Result<outbox::Channels> channels(const config::Settings& settings);

    const Voices& voices_;
    std::string state_;
    config::HttpSettings listening_;
    LastGood files_;
    /// Until it came into force.
    std::optional<config::Configuration> kept_;
    std::vector<std::string> failed_tasks_;
    boost::asio::io_context loop_{1};
    Signals signals_;
    Log log_;
    SystemClock clock_;
    AccessLog access_log_;
    std::unique_ptr<store::Database> database_;
    Links links_;
    http::Sites sites_;
    http::Server server_;
    Daemon daemon_;
    Desk desk_;
    MemberFeeds member_feeds_;
    ReturnedMail returned_mail_;
    TaskGroup tasks_;
    bool reloading_ = false;
    bool reload_again_ = false;
    std::size_t reload_faults_;
    Served served_ = Served::stopped;
};

}  // namespace nhaclich::service
