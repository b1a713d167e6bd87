// One connection: reads a request, answers it, reads the next; every state has an absolute
// deadline. In: a connection and what all connections share. Out: answers, one access record
// each.
#pragma once

#include "clock/clock.hpp"
#include "http/connection.hpp"
#include "http/incoming.hpp"
#include "http/misses.hpp"
#include "http/replies.hpp"
#include "http/site.hpp"

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <functional>
#include <list>
#include <map>

namespace nhaclich::http {

/// How long a connection may stay in one state, and how many there may be. No deadline moves on
/// because a single octet came.
struct Limits {
    /// Also for the handshake of TLS, and for a new connection to begin.
    std::chrono::milliseconds head{10'000};
    std::chrono::milliseconds body{10'000};
    std::chrono::milliseconds write{60'000};  ///< also for an answer to be made
    std::chrono::milliseconds idle{30'000};
    std::chrono::milliseconds linger{2'000};  ///< for the client to read a last answer
    std::chrono::milliseconds sweep{1'000};   ///< how often deadlines are looked at
    std::chrono::milliseconds grace{10'000};  ///< for running answers when the server stops
    std::size_t connections = 8192;
    /// Of one IPv4 address or IPv6 /64; this machine and trusted proxies, behind which many are,
    /// are not counted.
    std::size_t from_one_address = 100;
};

/// What was asked and answered; views that hold during the call only. "-" where nothing could be
/// read.
struct Access {
    std::string_view client;
    std::string_view method;
    std::string_view path;  ///< logged_path of what was sent
    unsigned version = 11;  ///< 10 or 11
    unsigned status = 0;
    std::size_t octets = 0;  ///< of the body
    Instant at;              ///< it was answered
    std::string_view referer;
    std::string_view agent;
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
    std::list<Session*> open;                              ///< in the order they came
    std::list<Session*>::iterator looked_at = open.end();  ///< by the sweep, next
    std::map<ClientKey, std::size_t> from;                 ///< connections that count, by address
    TrustedProxies trusted;
    Misses misses;
    bool stopping = false;
    std::shared_ptr<const Tls> tls = {};  ///< for new connections over TCP; nullptr = plain

    /// "Date: …\r\n", made anew once a second.
    const std::string& date_line();
    /// What that was made of.
    Instant date() const { return date_; }

  private:
    Instant date_;
    std::string date_line_;
};

/// Of such a peer only so many connections are taken at a time.
bool is_counted(const Peer& peer, const Shared& shared);

class Session {
  public:
    Session(Connection connection, Shared& shared);
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    ~Session();

    boost::asio::awaitable<void> run();
    /// Waiting for a request to begin or for the rest of one: nothing is lost by closing.
    bool waiting() const { return state_ == State::idle || state_ == State::reading; }
    bool idle() const { return state_ == State::idle; }
    bool overdue(std::chrono::steady_clock::time_point now) const { return deadline_ <= now; }
    /// At the deadline: whose request is not whole is told so, everybody else is cut.
    void give_up();
    /// Closes the connection, which ends run().
    void cut();

  private:
    enum class State { idle, reading, writing, ending };  ///< writing: also what is to be written
    using Time = std::chrono::steady_clock::time_point;
    void enter(State state, std::chrono::milliseconds limit,
               Time since = std::chrono::steady_clock::now());

    /// False where no request begins before the client leaves or the server stops.
    boost::asio::awaitable<bool> something_came();
    using Part = tl::expected<Progress, unsigned> (Incoming::*)();
    /// Reads until that part is whole: 200, the status that refuses it, or 0 where nobody is left
    /// to be told.
    boost::asio::awaitable<unsigned> read(Part part, std::chrono::milliseconds limit);
    /// One request and its answer, if nothing has to be waited for: false when no other may follow.
    /// Nothing = exchange() has to go on.
    std::optional<bool> exchange_at_once();
    boost::asio::awaitable<bool> exchange();
    /// Once there is a head.
    tl::expected<Request, unsigned> understood();
    bool closes() const;
    bool asks_first() const;
    static bool wants_body(const Request& request);
    /// "100 Continue"; false where the connection failed.
    boost::asio::awaitable<bool> invite();
    boost::asio::awaitable<bool> answer(Request request, bool close);
    boost::asio::awaitable<bool> refuse(unsigned status);
    /// One answer on its way.
    struct Writing {
        const Answer& answer;
        bool close = false;
        Connection::Octets octets = {};
        boost::system::error_code fault = {};
        std::size_t octets_taken() const;
    };
    /// One that the kernel did not take at once.
    struct Unfinished {
        Unfinished(Reply a_reply, const Writing& begun)
            : reply(std::move(a_reply)),
              writing{reply.answer, begun.close, begun.octets, begun.fault} {}
        Reply reply;
        Writing writing;
    };
    /// As Connection::offer; what is left goes on by write_on().
    bool offer(Writing& writing);
    boost::asio::awaitable<void> write_on(Writing& writing);
    bool end(const Writing& writing);
    /// All three.
    boost::asio::awaitable<bool> write(const Answer& answer, bool close);
    boost::asio::awaitable<void> linger();
    /// Began with a certificate that has been replaced since.
    bool is_outdated() const;
    void know_the_client();
    void forget_the_client();
    bool guesses(const Request& request, const Answer& answer) const;
    void record(const Writing& writing) const;

    Connection connection_;
    Shared& shared_;
    std::list<Session*>::iterator place_;
    bool counted_;  ///< among those from one address
    Peer client_;   ///< of the request of this moment
    std::string client_text_;
    bool spoken_for_ = false;              ///< by a proxy
    std::optional<crypto::Sha256> token_;  ///< likewise
    State state_ = State::idle;
    Time deadline_;
    Time began_;
    Time ended_ = std::chrono::steady_clock::now();  ///< of the last answer
    Incoming incoming_;
    std::string tail_;
    std::unique_ptr<Unfinished> unfinished_;
    unsigned refused_ = 0;  ///< the status for a head that exchange_at_once() could not take
    bool is_new_ = true;    ///< not one request has begun
    bool late_ = false;     ///< the deadline of what is being read has passed
    bool answered_last_ = false;
};

}  // namespace nhaclich::http
