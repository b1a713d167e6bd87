#include "http/session.hpp"

#include "http/http_date.hpp"

#include <boost/asio/buffer.hpp>
#include <vector>

namespace nhaclich::http {

namespace {

namespace asio = boost::asio;
namespace bhttp = boost::beast::http;
using boost::system::error_code;

constexpr std::size_t dropped_at_once = std::size_t{16} * 1024;

/// As what a proxy on this machine comes unless it was told otherwise.
bool is_this_machine(const asio::ip::address& address) {
    return address == asio::ip::address(asio::ip::address_v4::loopback()) ||
           address == asio::ip::address(asio::ip::address_v6::loopback());
}

/// By which a guesser is told from an owner.
bool is_refusal(const Answer& answer) {
    return answer.status == 404 || answer.status == 410 || answer.status == 400;
}

}  // namespace

bool is_counted(const Peer& peer, const Shared& shared) {
    return !peer.local && !is_this_machine(peer.address) && !shared.trusted.trusts(peer);
}

const std::string& Shared::date_line() {
    const Instant now = clock.now();
    if (now != date_ || date_line_.empty()) {
        date_ = now;
        date_line_ = "Date: " + http_date(now) + "\r\n";
    }
    return date_line_;
}

Session::Session(Connection connection, Shared& shared)
    : connection_(std::move(connection)),
      shared_(shared),
      place_(shared.open.insert(shared.open.end(), this)),
      counted_(is_counted(connection_.peer(), shared)),
      client_(connection_.peer()),
      client_text_(text_of(client_)) {
    if (counted_) ++shared_.from[key_of(connection_.peer())];
    enter(State::idle, shared_.limits.head);
}

Session::~Session() {
    if (shared_.looked_at == place_) ++shared_.looked_at;
    shared_.open.erase(place_);
    if (!counted_) return;
    const auto from = shared_.from.find(key_of(connection_.peer()));
    if (--from->second == 0) shared_.from.erase(from);
}

void Session::enter(State state, std::chrono::milliseconds limit, Time since) {
    state_ = state;
    deadline_ = since + limit;
    late_ = false;
}

void Session::give_up() {
    // Whose request has begun waits for an answer.
    if (state_ == State::reading && !late_) {
        late_ = true;
        connection_.interrupt();
    } else {
        cut();
    }
}

void Session::cut() {
    state_ = State::ending;
    connection_.close();
}

asio::awaitable<void> Session::run() {
    error_code fault;
    if (connection_.tls()) co_await connection_.shake_hands(fault);
    bool more = !fault;
    while (more) {
        more = co_await something_came();
        if (!more) break;
        const auto at_once = exchange_at_once();
        if (at_once)
            more = *at_once;
        else
            more = co_await exchange();
    }
    if (answered_last_) co_await linger();
}

asio::awaitable<bool> Session::something_came() {
    incoming_.next();
    if (incoming_.begins()) co_return true;
    // Nobody opens a connection without a request in mind.
    enter(State::idle, is_new_ ? shared_.limits.head : shared_.limits.idle, ended_);
    is_new_ = false;
    while (!incoming_.begins()) {
        if (shared_.stopping) co_return false;
        error_code fault;
        const auto size = co_await connection_.read_some(incoming_.room(), fault);
        if (fault) co_return false;
        incoming_.came(size);
    }
    co_return true;
}

asio::awaitable<unsigned> Session::read(Part part, std::chrono::milliseconds limit) {
    bool waits = false;
    while (true) {
        const auto progress = (incoming_.*part)();
        if (!progress) co_return progress.error();
        if (*progress == Progress::whole) co_return 200;
        if (waits && late_) co_return 408;
        if (!std::exchange(waits, true)) enter(State::reading, limit);
        error_code fault;
        const auto size = co_await connection_.read_some(incoming_.room(), fault);
        if (fault && !late_) {
            cut();
            co_return 0;
        }
        incoming_.came(size);
    }
}

/// As almost every request: all of it has come, its answer is at hand and the kernel takes it. No
/// coroutine is begun for it, which would cost more than looking for the answer.
std::optional<bool> Session::exchange_at_once() {
    token_.reset();
    forget_the_client();
    const auto progress = incoming_.head();
    refused_ = progress ? 0 : progress.error();
    if (!progress || *progress == Progress::more || !incoming_.is_whole()) return std::nullopt;
    began_ = std::chrono::steady_clock::now();
    const auto request = understood();
    if (!request) return std::nullopt;
    auto reply = shared_.replies.at_once(*request);
    if (!reply || is_refusal(reply->answer)) return std::nullopt;
    Writing writing{reply->answer, closes()};
    if (offer(writing)) return end(writing);
    unfinished_ = std::make_unique<Unfinished>(std::move(*reply), writing);
    return std::nullopt;
}

asio::awaitable<bool> Session::exchange() {
    if (const auto unfinished = std::exchange(unfinished_, nullptr)) {
        co_await write_on(unfinished->writing);
        co_return end(unfinished->writing);
    }
    unsigned head = refused_;
    if (head == 0) head = co_await read(&Incoming::head, shared_.limits.head);
    began_ = std::chrono::steady_clock::now();
    if (head != 200) co_return co_await refuse(head);
    auto request = understood();
    if (!request) co_return co_await refuse(request.error());
    if (!incoming_.is_whole() && wants_body(*request)) {
        if (asks_first() && !incoming_.is_too_long()) {
            if (!co_await invite()) co_return false;
        }
        const unsigned body = co_await read(&Incoming::body, shared_.limits.body);
        if (body != 200) co_return co_await refuse(body);
    }
    co_return co_await answer(std::move(*request), closes());
}

tl::expected<Request, unsigned> Session::understood() {
    know_the_client();
    auto request = incoming_.request();
    if (!request) return request;
    request->client = client_text_;
    token_ = request->token;
    return request;
}

bool Session::closes() const {
    return !incoming_.keeps_alive() || shared_.stopping || is_outdated();
}

/// RFC 9110 10.1.1; an older client cannot mean it.
bool Session::asks_first() const {
    const auto& header = incoming_.header();
    return header.version() >= 11 && lists(header, bhttp::field::expect, "100-continue");
}

/// Only forms. Otherwise it is not read, and so the connection ends: kept for thousands of clients
/// that stop in the middle, it would fill the memory.
bool Session::wants_body(const Request& request) {
    const Route* route = route_of(request.path);
    return route != nullptr && request.method == Method::post &&
           allows(route->methods, Method::post);
}

asio::awaitable<bool> Session::invite() {
    enter(State::writing, shared_.limits.write);
    static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    Connection::Octets octets{{asio::buffer(go_on)}};
    error_code fault;
    if (!connection_.offer(octets, fault)) co_await connection_.write(octets, fault);
    co_return !fault;
}

/// A peer that is no proxy of ours is the client whatever it says.
void Session::know_the_client() {
    if (!shared_.trusted.trusts(connection_.peer())) return;
    client_ = client_of(connection_.peer(), shared_.trusted,
                        joined(incoming_.header(), "X-Forwarded-For"));
    client_text_ = text_of(client_);
    spoken_for_ = true;
}

/// Whoever the proxy spoke for last.
void Session::forget_the_client() {
    if (!std::exchange(spoken_for_, false)) return;
    client_ = connection_.peer();
    client_text_ = text_of(client_);
}

asio::awaitable<bool> Session::answer(Request request, bool close) {
    const auto at_once = shared_.replies.at_once(request);
    if (at_once && !guesses(request, at_once->answer))
        co_return co_await write(at_once->answer, close);
    if (!at_once) {
        // It is at work for the client: neither late nor lost by closing.
        enter(State::writing, shared_.limits.write);
        const Reply reply = co_await shared_.replies.later(request, incoming_.posted());
        if (!guesses(request, reply.answer)) co_return co_await write(reply.answer, close);
    }
    co_return co_await refuse(429);
}

/// Only misses count, and only by them a guesser is told from an owner: who knows an address never
/// waits for those who do not.
bool Session::guesses(const Request& request, const Answer& answer) const {
    if (!is_refusal(answer)) return false;
    const Route* route = route_of(request.path);
    if (route == nullptr || !route->secret) return false;
    return shared_.misses.count(key_of(client_), began_);
}

asio::awaitable<bool> Session::refuse(unsigned status) {
    if (!connection_.is_open()) co_return false;
    const Reply reply = shared_.replies.refusal(status, incoming_.wants_head_only());
    co_return co_await write(reply.answer, true);
}

bool Session::is_outdated() const { return connection_.tls() && connection_.tls() != shared_.tls; }

asio::awaitable<bool> Session::write(const Answer& answer, bool close) {
    Writing writing{answer, close};
    if (!offer(writing)) co_await write_on(writing);
    co_return end(writing);
}

asio::awaitable<void> Session::write_on(Writing& writing) {
    enter(State::writing, shared_.limits.write);
    co_await connection_.write(writing.octets, writing.fault);
}

bool Session::offer(Writing& writing) {
    const Answer& answer = writing.answer;
    // Copying a short head costs less than handing the kernel a list of buffers.
    tail_.clear();
    if (answer.octets() == 0) tail_ += answer.head;
    tail_ += shared_.date_line();
    if (writing.close)
        tail_ += "Connection: close\r\n";
    else if (incoming_.header().version() < 11)
        tail_ += "Connection: keep-alive\r\n";
    // RFC 6797 7.2: never over plain HTTP, where a proxy's own word counts.
    if (connection_.tls()) tail_ += "Strict-Transport-Security: max-age=31536000\r\n";
    tail_ += "\r\n";
    if (answer.octets() == 0)
        writing.octets = {{asio::buffer(tail_)}};
    else
        writing.octets = {
            {asio::buffer(answer.head), asio::buffer(tail_), asio::buffer(answer.lead),
             asio::buffer(answer.body), asio::buffer(answer.trail)},
            answer.file};
    return connection_.offer(writing.octets, writing.fault);
}

/// False when no other request may follow.
bool Session::end(const Writing& writing) {
    ended_ = std::chrono::steady_clock::now();
    record(writing);
    answered_last_ = writing.close && !writing.fault;
    return !writing.close && !writing.fault;
}

/// Of the content: as much of it as the kernel took.
std::size_t Session::Writing::octets_taken() const {
    const auto all = answer.octets();
    return fault ? all - std::min(all, asio::buffer_size(octets.parts)) : all;
}

void Session::record(const Writing& writing) const {
    if (!shared_.log) return;
    const Answer& answer = writing.answer;
    std::string path;
    std::string referer;
    std::string agent;
    Access access;
    access.client = client_text_;
    access.method = "-";
    access.path = "-";
    access.status = answer.status;
    access.octets = writing.octets_taken();
    access.at = shared_.date();
    access.took = std::chrono::duration_cast<std::chrono::microseconds>(ended_ - began_);
    if (incoming_.has_head()) {
        const auto& header = incoming_.header();
        access.method = header.method_string();
        access.version = header.version();
        path = token_ ? logged_path(*token_) : logged_path(header.target());
        if (!path.empty()) access.path = path;
        for (const auto& field : header) {
            if (field.name() == bhttp::field::user_agent) {
                access.agent = field.value();
                if (may_hold_secret(field.value()))
                    access.agent = agent = logged_path(field.value());
            }
            if (field.name() == bhttp::field::referer) referer = logged_path(field.value());
        }
        access.referer = referer;
    }
    shared_.log(access);
}

asio::awaitable<void> Session::linger() {
    // RFC 9112 9.6: closing with unread octets resets the connection, and the client may lose the
    // answer before it has read it.
    enter(State::ending, shared_.limits.linger);
    error_code fault;
    connection_.end_writing(fault);
    std::vector<char> dropped(dropped_at_once);
    while (!fault) co_await connection_.read_raw(asio::buffer(dropped), fault);
}

}  // namespace nhaclich::http
