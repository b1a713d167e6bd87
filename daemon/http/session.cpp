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
    if (is_for_the_desk(*request)) {
        const Answer made = co_await received(*request);
        co_return co_await write(made, close);
    }
    const Answer answer = chosen(*request);
    co_return co_await write(answer, close);
}

bool Session::is_for_the_desk(const Request& request) const {
    const bool known = request.method == Method::read || request.method == Method::post;
    return known && shared_.sites.desk() && request.path.starts_with(desk_path);
}

asio::awaitable<Answer> Session::received(const Request& request) {
    const bool posted = request.method == Method::post;
    const Visit visit{request.path, posted, posted ? parser_->get().body() : std::string{}};
    own_ = co_await shared_.sites.desk()(visit);
    co_return own_.answer(request.wish.head_only);
}

asio::awaitable<bool> Session::refuse(unsigned status) {
    if (!socket_.is_open()) co_return false;
    const bool head_only =
        parser_->is_header_done() && parser_->get().method() == bhttp::verb::head;
    const Answer answer = shared_.refusals.answer(status, head_only);
    co_return co_await write(answer, true);
}

Answer Session::chosen(const Request& request) {
    const bool head_only = request.wish.head_only;
    if (request.method == Method::other || request.method == Method::post)
        return shared_.refusals.answer(405, false);
    if (request.method == Method::options) return shared_.refusals.answer(204, false);
    if (request.path == "/healthz") {
        const Health health = shared_.sites.health();
        const Fields fields{{"Cache-Control", "no-store"}, {"Content-Type", "application/json"}};
        own_ = Prepared(health.ok ? 200 : 503, fields, health.text + "\n");
        return own_.answer(head_only);
    }
    site_ = shared_.sites.current();
    if (!site_) return shared_.refusals.answer(503, head_only);
    auto found = site_->find(request);
    if (!found) return shared_.refusals.answer(found.error(), head_only);
    resource_ = std::move(*found);
    return resource_->answer(request.wish);
}

asio::awaitable<bool> Session::write(Answer answer, bool close) {
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
    site_.reset();
    resource_.reset();
    answered_last_ = close && !fault;
    co_return !close && !fault;
}

void Session::record(const Answer& answer) const {
    if (!shared_.log) return;
    Access access{"-", "-", answer.status, answer.body.size(),
                  std::chrono::duration_cast<std::chrono::microseconds>(
                      std::chrono::steady_clock::now() - began_)};
    if (parser_->is_header_done()) {
        access.method = parser_->get().method_string();
        const std::string_view target = parser_->get().target();
        access.path = target.substr(0, target.find('?'));
        if (access.path.starts_with(desk_path)) access.path = desk_path;
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
