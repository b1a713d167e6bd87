#include "http/connection.hpp"

#include "http/memory_file.hpp"

#include <algorithm>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cerrno>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/sendfile.h>
#include <sys/socket.h>

namespace nhaclich::http {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

constexpr std::size_t one_record = SSL3_RT_MAX_PLAIN_LENGTH;
constexpr std::size_t dropped_unread = std::size_t{4} * 1024;

void take_off(Connection::Octets& octets, std::size_t size) {
    for (auto& part : octets.parts) {
        const auto taken = std::min(size, part.size());
        part += taken;
        size -= taken;
    }
}

void append(std::string& text, asio::const_buffer& part) {
    const auto taken = std::min(part.size(), one_record - text.size());
    text.append(static_cast<const char*>(part.data()), taken);
    part += taken;
}

}  // namespace

Connection::Connection(Socket socket, Peer peer, std::shared_ptr<const Tls> tls)
    : socket_(std::move(socket)), peer_(std::move(peer)), tls_(std::move(tls)) {
    error_code ignored;
    socket_.non_blocking(true, ignored);
    if (tls_) ssl_ = tls_->over(socket_.native_handle());
}

void Connection::close() {
    // OpenSSL would go on with the number of the socket, which may soon be another's.
    ssl_.reset();
    error_code ignored;
    socket_.close(ignored);
}

void Connection::interrupt() {
    error_code ignored;
    socket_.cancel(ignored);
}

bool Connection::may_go_on(int result, error_code& fault) {
    switch (SSL_get_error(ssl_.get(), result)) {
        case SSL_ERROR_WANT_READ:
            wanted_ = Socket::wait_read;
            return true;
        case SSL_ERROR_WANT_WRITE:
            wanted_ = Socket::wait_write;
            return true;
        default:
            fault = asio::error::eof;
            return false;
    }
}

asio::awaitable<void> Connection::shake_hands(error_code& fault) {
    while (ssl_) {
        ERR_clear_error();
        const int result = SSL_do_handshake(ssl_.get());
        if (result == 1) co_return;
        if (!may_go_on(result, fault)) co_return;
        co_await socket_.async_wait(wanted_, asio::redirect_error(asio::use_awaitable, fault));
        if (fault) co_return;
    }
    if (tls_) fault = asio::error::operation_aborted;
}

asio::awaitable<std::size_t> Connection::read_some(asio::mutable_buffer room, error_code& fault) {
    if (ssl_) return read_tls(room, fault);
    return read_raw(room, fault);
}

asio::awaitable<std::size_t> Connection::read_raw(asio::mutable_buffer room, error_code& fault) {
    return socket_.async_read_some(asio::buffer(room),
                                   asio::redirect_error(asio::use_awaitable, fault));
}

asio::awaitable<std::size_t> Connection::read_tls(asio::mutable_buffer room, error_code& fault) {
    bool waited = false;
    while (ssl_) {
        ERR_clear_error();
        std::size_t size = 0;
        const int result = SSL_read_ex(ssl_.get(), room.data(), room.size(), &size);
        if (result == 1) {
            // Who sends without pause must not keep the loop to himself.
            if (!waited) co_await asio::post(socket_.get_executor(), asio::use_awaitable);
            co_return size;
        }
        if (!may_go_on(result, fault)) co_return 0;
        waited = true;
        co_await socket_.async_wait(wanted_, asio::redirect_error(asio::use_awaitable, fault));
        if (fault) co_return 0;
    }
    fault = asio::error::operation_aborted;
    co_return 0;
}

bool Connection::offer(Octets& octets, error_code& fault) {
    return ssl_ ? offer_tls(octets, fault) : offer_plain(octets, fault);
}

/// Out of the file without a copy, so the head says that more comes and shares its first packet.
std::size_t Connection::put(const Octets& octets, error_code& fault) {
    const auto& [head, added, lead, body, trail] = octets.parts;
    const auto before = head.size() + added.size() + lead.size();
    if (asio::buffer_size(octets.parts) == head.size()) return socket_.write_some(head, fault);
    if (octets.body == nullptr || body.size() == 0) return socket_.write_some(octets.parts, fault);
    if (before > 0) return socket_.send(std::array{head, added, lead}, MSG_MORE, fault);
    auto at = static_cast<off_t>(octets.body->size() - body.size());
    const auto sent =
        ::sendfile(socket_.native_handle(), octets.body->descriptor(), &at, body.size());
    if (sent > 0) return static_cast<std::size_t>(sent);
    fault = sent == 0 ? asio::error::eof : error_code(errno, boost::system::system_category());
    return 0;
}

bool Connection::offer_plain(Octets& octets, error_code& fault) {
    while (asio::buffer_size(octets.parts) > 0) {
        const auto size = put(octets, fault);
        if (fault == asio::error::would_block || fault == asio::error::try_again) {
            fault.clear();
            wanted_ = Socket::wait_write;
            return false;
        }
        // A signal (SIGHUP, SIGTERM) ends sendfile(2) though it does not wait.
        if (fault == asio::error::interrupted) fault.clear();
        if (fault) return true;
        take_off(octets, size);
    }
    return true;
}

bool Connection::offer_tls(Octets& octets, error_code& fault) {
    // As many writes would be as many records and packets.
    auto& parts = octets.parts;
    if (parts[1].size() > 0) {
        for (auto& part : parts) append(joined_, part);
        parts = {asio::buffer(joined_), asio::const_buffer{}, parts[2], parts[3], parts[4]};
    }
    for (auto& part : parts)
        while (part.size() > 0) {
            ERR_clear_error();
            std::size_t size = 0;
            const int result = SSL_write_ex(ssl_.get(), part.data(), part.size(), &size);
            if (result != 1) return !may_go_on(result, fault);
            part += size;
        }
    joined_ = {};
    return true;
}

asio::awaitable<void> Connection::write(Octets& octets, error_code& fault) {
    while (is_open()) {
        co_await socket_.async_wait(wanted_, asio::redirect_error(asio::use_awaitable, fault));
        if (fault) co_return;
        if (is_open() && offer(octets, fault)) co_return;
    }
    fault = asio::error::operation_aborted;
}

void Connection::drop_what_came() {
    std::array<char, dropped_unread> dropped{};
    error_code nothing_more;
    socket_.read_some(asio::buffer(dropped), nothing_more);
}

void Connection::end_writing(error_code& fault) {
    if (ssl_) {
        ERR_clear_error();
        SSL_shutdown(ssl_.get());
    }
    socket_.shutdown(Socket::shutdown_send, fault);
}

}  // namespace nhaclich::http
