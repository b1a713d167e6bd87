#include "http/session.hpp"

#include "http/http_date.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/read.hpp>

namespace nhaclich::http {

namespace {

namespace asio = boost::asio;
namespace bhttp = boost::beast::http;
using boost::system::error_code;

constexpr std::uint32_t max_head = 8 * 1024;
constexpr std::uint64_t max_body = std::uint64_t{64} * 1024;
constexpr std::size_t max_buffer = std::size_t{16} * 1024;
constexpr std::size_t first_read = 1024;

}  // namespace

const std::string& Shared::date_line() {
    const Instant now = clock.now();
    if (now != date_ || date_line_.empty()) {
        date_ = now;
        date_line_ = "Date: " + http_date(now) + "\r\n";
    }
    return date_line_;
}

Session::Session(asio::ip::tcp::socket socket, Shared& shared)
    : socket_(std::move(socket)),
      shared_(shared),
      place_(shared.open.insert(shared.open.end(), this)),
      buffer_(max_buffer) {
    enter(State::idle, shared_.limits.idle);
}

Session::~Session() { shared_.open.erase(place_); }

void Session::enter(State state, std::chrono::milliseconds limit) {
    state_ = state;
    deadline_ = std::chrono::steady_clock::now() + limit;
}

void Session::cut() {
    state_ = State::ending;
    error_code ignored;
    socket_.close(ignored);
}

asio::awaitable<void> Session::run() {
    bool more = true;
    while (more) more = co_await exchange();
    if (answered_last_) co_await linger();
}

asio::awaitable<bool> Session::something_came() {
    if (buffer_.size() > 0) co_return true;
    if (shared_.stopping) co_return false;
    enter(State::idle, shared_.limits.idle);
    error_code fault;
    const auto room = buffer_.prepare(first_read);
    const auto size =
        co_await socket_.async_read_some(room, asio::redirect_error(asio::use_awaitable, fault));
    buffer_.commit(size);
    co_return !fault;
}

asio::awaitable<unsigned> Session::read_head() {
    enter(State::reading, shared_.limits.head);
    parser_.emplace();
    parser_->header_limit(max_head);
    parser_->body_limit(max_body);
    error_code fault;
    co_await bhttp::async_read_header(socket_, buffer_, *parser_,
                                      asio::redirect_error(asio::use_awaitable, fault));
    began_ = std::chrono::steady_clock::now();
    if (fault && refusal(fault) == 0) cut();
    co_return fault ? refusal(fault) : 200;
}

asio::awaitable<unsigned> Session::read_body() {
    if (parser_->is_done()) co_return 200;
    enter(State::reading, shared_.limits.body);
    error_code fault;
    co_await bhttp::async_read(socket_, buffer_, *parser_,
                               asio::redirect_error(asio::use_awaitable, fault));
    if (fault && refusal(fault) == 0) cut();
    co_return fault ? refusal(fault) : 200;
}

asio::awaitable<bool> Session::exchange() {
    if (!co_await something_came()) co_return false;
    const unsigned head = co_await read_head();
    if (head != 200) co_return co_await refuse(head);
    const auto request = understood(parser_->get());
    if (!request) co_return co_await refuse(request.error());
    // A client that asks before it sends its body is answered without it: what a form here sends is
    // short enough that no browser asks.
    const bool asks_first = parser_->get().count(bhttp::field::expect) > 0;
    if (!asks_first) {
        const unsigned body = co_await read_body();
        if (body != 200) co_return co_await refuse(body);
    }
    const bool close = !parser_->keep_alive() || !parser_->is_done() || shared_.stopping;
    if (const auto reply = shared_.replies.at_once(*request))
        co_return co_await write(reply->answer, close);
    const Reply reply = co_await shared_.replies.later(*request, parser_->get().body());
    co_return co_await write(reply.answer, close);
}

asio::awaitable<bool> Session::refuse(unsigned status) {
    if (!socket_.is_open()) co_return false;
    const bool head_only =
        parser_->is_header_done() && parser_->get().method() == bhttp::verb::head;
    const Reply reply = shared_.replies.refusal(status, head_only);
    co_return co_await write(reply.answer, true);
}

asio::awaitable<bool> Session::write(const Answer& answer, bool close) {
    enter(State::writing, shared_.limits.write);
    tail_ = shared_.date_line();
    if (close)
        tail_ += "Connection: close\r\n";
    else if (parser_->get().version() < 11)
        tail_ += "Connection: keep-alive\r\n";
    tail_ += "\r\n";
    const std::array<asio::const_buffer, 3> octets{asio::buffer(answer.head), asio::buffer(tail_),
                                                   asio::buffer(answer.body)};
    error_code fault;
    co_await asio::async_write(socket_, octets, asio::redirect_error(asio::use_awaitable, fault));
    record(answer);
    answered_last_ = close && !fault;
    co_return !close && !fault;
}

void Session::record(const Answer& answer) const {
    if (!shared_.log) return;
    std::string path;
    Access access{"-", "-", answer.status, answer.body.size(),
                  std::chrono::duration_cast<std::chrono::microseconds>(
                      std::chrono::steady_clock::now() - began_)};
    if (parser_->is_header_done()) {
        access.method = parser_->get().method_string();
        path = logged_path(parser_->get().target());
        access.path = path;
    }
    shared_.log(access);
}

asio::awaitable<void> Session::linger() {
    // RFC 9112 9.6: closing with unread octets resets the connection, and the client may lose the
    // answer before it has read it.
    enter(State::ending, shared_.limits.linger);
    error_code fault;
    socket_.shutdown(asio::ip::tcp::socket::shutdown_send, fault);
    while (!fault) {
        buffer_.clear();
        const auto room = buffer_.prepare(max_buffer);
        co_await socket_.async_read_some(room, asio::redirect_error(asio::use_awaitable, fault));
    }
}

}  // namespace nhaclich::http
