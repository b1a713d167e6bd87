#include "service/signals.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>
#include <csignal>
#include <optional>

using namespace nhaclich;
namespace asio = boost::asio;

namespace {

/// A Signals leaves its signals held; the next test and Ctrl-C are not to feel it.
class Mask {
  public:
    Mask() { pthread_sigmask(SIG_SETMASK, nullptr, &before_); }
    Mask(const Mask&) = delete;
    Mask& operator=(const Mask&) = delete;
    ~Mask() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

  private:
    sigset_t before_{};
};

/// A program that was told to reload `reloads` times and then to stop.
struct Stopped {
    explicit Stopped(int reloads) {
        signals.emplace(loop.get_executor());
        asio::co_spawn(loop, stop(), asio::detached);
        for (int i = 0; i < reloads; ++i) raised(SIGHUP);
        raised(SIGTERM);
        while (!stopping) loop.run_one();
    }
    void raised(int signal) { REQUIRE(std::raise(signal) == 0); }
    /// Whether nothing keeps the loop any more.
    bool ends() {
        loop.run_for(std::chrono::milliseconds{200});
        return loop.stopped();
    }

    Mask mask;
    asio::io_context loop;
    std::optional<service::Signals> signals;
    int reloaded = 0;
    bool stopping = false;

  private:
    asio::awaitable<void> stop() {
        const std::function<void()> reload = [this] { ++reloaded; };
        co_await signals->stop_requested(reload);
        stopping = true;
    }
};

}  // namespace

TEST_CASE("each reload is asked for until the stop") {
    Stopped stopped(3);
    CHECK(stopped.reloaded == 3);
    stopped.signals->release();
    CHECK(stopped.ends());
    CHECK(stopped.reloaded == 3);
}

TEST_CASE("no signal that comes while it stops keeps the loop") {
    for (const int signal : {SIGHUP, SIGTERM, SIGINT}) {
        CAPTURE(signal);
        Stopped stopped(0);
        stopped.raised(signal);
        // Until its handler waits in the loop, where no cancellation reaches it.
        stopped.loop.poll_one();
        stopped.raised(signal);
        stopped.signals->release();
        CHECK(stopped.ends());
        CHECK(stopped.reloaded == 0);
    }
}

TEST_CASE("what comes before it is caught is kept, and what comes afterwards ends nothing") {
    const Mask mask;
    service::hold_reloads();
    std::raise(SIGHUP);
    Stopped stopped(1);
    CHECK(stopped.reloaded == 2);
    stopped.signals->release();
    CHECK(stopped.ends());
    stopped.signals.reset();
    // With the default action this test would end here.
    for (const int signal : {SIGHUP, SIGTERM, SIGINT}) std::raise(signal);
    // What is pending is thrown away by ignoring it.
    for (const int signal : {SIGHUP, SIGTERM, SIGINT}) {
        std::signal(signal, SIG_IGN);
        std::signal(signal, SIG_DFL);
    }
}
