// A server on a free port of 127.0.0.1 with small limits, driven by the test's own loop.
// In: contents, limits. Out: what comes back for the octets sent.
#pragma once

#include "http/server.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <csignal>
#include <exception>
#include <string>
#include <vector>

namespace nhaclich::http {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

struct StillClock final : Clock {
    Instant time{std::chrono::seconds{1'764'000'000}};
    Instant now() const override { return time; }
    asio::awaitable<bool> slept_until(Instant) override { co_return true; }
};

inline const std::string& feed_octets() {
    static const std::string octets = [] {
        std::string text = "BEGIN:VCALENDAR\r\n";
        for (int i = 0; i < 400; ++i) text += "X-LINE:the same words again\r\n";
        return text + "END:VCALENDAR\r\n";
    }();
    return octets;
}

inline std::shared_ptr<const Site> a_site() {
    auto contents = fixed_contents();
    const Instant modified{std::chrono::seconds{1'763'000'000}};
    auto feed = feed_content(feed_octets(), modified);
    feed.in_demand = true;
    contents.emplace(feed_path, std::move(feed));
    Content page;
    page.type = "text/html; charset=utf-8";
    page.octets = "<!doctype html><title>x</title>";
    page.fields = page_fields();
    contents.emplace("/", std::move(page));
    return std::make_shared<const Site>(std::move(contents));
}

inline Limits small_limits() {
    Limits limits;
    limits.head = std::chrono::milliseconds{120};
    limits.body = std::chrono::milliseconds{60};
    limits.idle = std::chrono::milliseconds{120};
    limits.linger = std::chrono::milliseconds{200};
    limits.sweep = std::chrono::milliseconds{10};
    limits.grace = std::chrono::milliseconds{500};
    return limits;
}

/// For tests that do not wait for these to end.
inline Limits patient() {
    Limits limits = small_limits();
    limits.idle = limits.head = std::chrono::seconds{20};
    return limits;
}

/// Runs one coroutine against the server, then stops the server and drains the loop.
class AServer {
  public:
    explicit AServer(const Limits& limits = small_limits(), bool with_site = true, Desk desk = {},
                     PersonalFeeds personal = {}, const Listening& where = {"127.0.0.1"})
        : sites([this] { return health; }, std::move(desk), std::move(personal)),
          server(loop.get_executor(), where, surroundings(), limits) {
        std::signal(SIGPIPE, SIG_IGN);  // as the daemon does: sendfile(2) has no flag for it
        if (with_site) sites.use(a_site());
        asio::co_spawn(loop, server.run(),
                       asio::bind_cancellation_slot(stop.slot(), [this](std::exception_ptr error) {
                           stopped = true;
                           if (error) std::rethrow_exception(error);
                       }));
    }
    ~AServer() {
        stop.emit(asio::cancellation_type::total);
        loop.restart();
        loop.run();
    }

    void run(asio::awaitable<void> test) {
        bool ended = false;
        std::exception_ptr failure;
        asio::co_spawn(loop, std::move(test), [&](std::exception_ptr error) {
            ended = true;
            failure = error;
        });
        loop.restart();
        while (!ended) loop.run_one();
        if (failure) std::rethrow_exception(failure);
    }
    asio::awaitable<tcp::socket> connected() {
        tcp::socket socket(loop);
        const tcp::endpoint place(asio::ip::address_v4::loopback(), server.port());
        co_await socket.async_connect(place, asio::use_awaitable);
        co_return socket;
    }
    /// Everything the server sends until it closes.
    static asio::awaitable<std::string> rest(tcp::socket& socket) {
        std::string text;
        error_code end;
        auto buffer = asio::dynamic_buffer(text);
        co_await asio::async_read(socket, buffer, asio::redirect_error(asio::use_awaitable, end));
        co_return text;
    }
    /// Runs until it is so.
    void until(std::function<bool()> so) { run(has_come(std::move(so))); }
    /// Runs until so many connections are left.
    void settle(std::size_t connections) {
        until([this, connections] { return server.connections() == connections; });
    }
    /// Sends octets, in pieces of `piece` if not 0, and gives back all that comes until the end.
    std::string exchange(std::string octets, std::size_t piece = 0, bool half_close = false) {
        std::string reply;
        run(exchanged(octets, piece, half_close, reply));
        return reply;
    }

    asio::io_context loop;
    Health health;
    StillClock clock;
    Sites sites;
    std::vector<std::string> log;
    std::vector<std::string> clients;  ///< of its lines
    std::vector<std::string> faults;
    std::vector<TurnedAway> turned_away;
    Server server;
    asio::cancellation_signal stop;
    bool stopped = false;

  private:
    asio::awaitable<void> has_come(std::function<bool()> so) {
        while (!so()) co_await asio::post(loop, asio::use_awaitable);
    }
    Surroundings surroundings() {
        return {sites,
                clock,
                [this](const Access& access) {
                    clients.emplace_back(access.client);
                    log.push_back(std::string(access.method) + " " + std::string(access.path) +
                                  " " + std::to_string(access.status) + " " +
                                  std::to_string(access.octets));
                },
                [this](const std::string&, const std::string& what) { faults.push_back(what); },
                {},
                [this](const TurnedAway& those) { turned_away.push_back(those); }};
    }
    asio::awaitable<void> exchanged(const std::string& octets, std::size_t piece, bool half_close,
                                    std::string& reply) {
        auto socket = co_await connected();
        socket.set_option(tcp::no_delay(true));
        error_code fault;
        const std::size_t step = piece == 0 ? octets.size() : piece;
        for (std::size_t at = 0; at < octets.size() && !fault; at += step) {
            const auto part = asio::buffer(octets.data() + at, std::min(step, octets.size() - at));
            co_await asio::async_write(socket, part,
                                       asio::redirect_error(asio::use_awaitable, fault));
        }
        if (half_close) socket.shutdown(tcp::socket::shutdown_send, fault);
        reply = co_await rest(socket);
    }
};

/// Every answer has exactly one Date field, and no body of ours has such a line.
inline std::size_t answers_in(const std::string& reply) {
    const std::string mark = "\r\nDate: ";
    std::size_t count = 0;
    for (auto at = reply.find(mark); at != std::string::npos; at = reply.find(mark, at + 1))
        ++count;
    return count;
}

inline unsigned status_of(const std::string& reply) {
    return reply.size() < 12 ? 0 : static_cast<unsigned>(std::stoul(reply.substr(9, 3)));
}

/// "" if there is no such field.
inline std::string field_of(const std::string& reply, const std::string& name) {
    const auto head = reply.substr(0, reply.find("\r\n\r\n") + 2);
    const auto at = head.find("\r\n" + name + ": ");
    if (at == std::string::npos) return "";
    const auto start = at + name.size() + 4;
    return head.substr(start, head.find("\r\n", start) - start);
}

inline std::string body_of(const std::string& reply) {
    return reply.substr(reply.find("\r\n\r\n") + 4);
}

}  // namespace nhaclich::http
