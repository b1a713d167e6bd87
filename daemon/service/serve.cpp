#include "service/serve.hpp"

#include "channel/channels.hpp"
#include "clock/system_clock.hpp"
#include "http/server.hpp"
#include "service/banner.hpp"
#include "service/daemon.hpp"
#include "service/files.hpp"
#include "service/signals.hpp"
#include "service/state.hpp"
#include "service/systemd.hpp"
#include "store/open.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/system/system_error.hpp>

namespace nhaclich::service {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::seconds grace{10};

/// Everything the running program owns; taken down in reverse, the loop last.
class Program {
  public:
    Program(config::Configuration configuration, std::string state,
            std::unique_ptr<store::Database> database, const ServeOptions& options,
            const Voices& voices);
    Served run();

  private:
    asio::awaitable<Served> main();
    asio::awaitable<void> live();
    asio::awaitable<void> keep_watchdog(std::chrono::microseconds interval);
    asio::awaitable<void> reload();
    void publish(const Edition& edition);
    std::string base_url() const;
    Addresses addresses() const;
    Result<outbox::Channels> channels(const config::Settings& settings);

    asio::io_context loop_{1};
    const Voices& voices_;
    std::string state_;
    Log log_;
    SystemClock clock_;
    std::unique_ptr<store::Database> database_;
    http::Sites sites_;
    http::Server server_;
    Signals signals_;
    Daemon daemon_;
    TaskGroup tasks_;
};

}  // namespace

}  // namespace nhaclich::service
