// One connection: reads a request, answers it, reads the next; every state has an absolute
// deadline. In: a connected socket and what all connections share. Out: answers, one access record
// each.
#pragma once

#include "clock/clock.hpp"
#include "http/replies.hpp"
#include "http/site.hpp"

#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <chrono>
#include <functional>
#include <list>
#include <optional>

namespace nhaclich::http {

/// How long a connection may stay in one state, and how many there may be. No deadline moves on
/// because a single octet came.
struct Limits {
    std::chrono::milliseconds head{10'000};
    std::chrono::milliseconds body{10'000};
    std::chrono::milliseconds write{60'000};
    std::chrono::milliseconds idle{30'000};
    std::chrono::milliseconds linger{2'000};  ///< for the client to read a last answer
    std::chrono::milliseconds sweep{1'000};   ///< how often deadlines are looked at
    std::chrono::milliseconds grace{10'000};  ///< for running answers when the server stops
    std::size_t connections = 8192;
};

/// What was asked and answered; views that hold during the call only. "-" where nothing could be
/// read.
struct Access {
    std::string_view method;
    std::string_view path;  ///< logged_path of what was sent
    unsigned status = 0;
    std::size_t octets = 0;  ///< of the body
    std::chrono::microseconds took{0};
};
using AccessLog = std::function<void(const Access&)>;

class Session;

/// What all sessions of a server use; outlives them.
struct Shared {
    Shared(Sites& all_sites, Clock& a_clock, AccessLog access, const Limits& bounds)
        : replies(all_sites), clock(a_clock), log(std::move(access)), limits(bounds) {}
    Replies replies;
    Clock& clock;
    AccessLog log;  ///< may be empty
    Limits limits;
    std::list<Session*> open;  ///< in the order they came
    bool stopping = false;

    /// "Date: …\r\n", made anew once a second.
    const std::string& date_line();

  private:
    Instant date_;
    std::string date_line_;
};

class Session {
  public:
    Session(boost::asio::ip::tcp::socket socket, Shared& shared);
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    ~Session();

    boost::asio::awaitable<void> run();
    /// Waiting for a request to begin or for the rest of one: nothing is lost by closing.
    bool waiting() const { return state_ == State::idle || state_ == State::reading; }
    bool idle() const { return state_ == State::idle; }
    bool overdue(std::chrono::steady_clock::time_point now) const { return deadline_ <= now; }
    /// Closes the socket, which ends run().
    void cut();

  private:
    using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
    enum class State { idle, reading, writing, ending };
    void enter(State state, std::chrono::milliseconds limit);

    boost::asio::awaitable<bool> something_came();
    boost::asio::awaitable<unsigned> read_head();
    boost::asio::awaitable<unsigned> read_body();
    /// One request and its answer; false when no other may follow.
    boost::asio::awaitable<bool> exchange();
    boost::asio::awaitable<bool> refuse(unsigned status);
    boost::asio::awaitable<bool> write(const Answer& answer, bool close);
    boost::asio::awaitable<void> linger();
    void record(const Answer& answer) const;

    boost::asio::ip::tcp::socket socket_;
    Shared& shared_;
    std::list<Session*>::iterator place_;
    State state_ = State::idle;
    std::chrono::steady_clock::time_point deadline_;
    std::chrono::steady_clock::time_point began_;
    boost::beast::flat_buffer buffer_;
    std::optional<Parser> parser_;
    std::string tail_;
    bool answered_last_ = false;
};

}  // namespace nhaclich::http
