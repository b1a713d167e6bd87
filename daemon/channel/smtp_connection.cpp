#include "channel/smtp_connection.hpp"

#include "channel/return_path.hpp"
#include "channel/secret_file.hpp"
#include "channel/smtp_attempt.hpp"

#include <sys/socket.h>
#include <utility>

namespace nhaclich::channel {

namespace {

SendResult by(Peer server, SendResult result) {
    const auto name = [&](auto& any) {
        if constexpr (requires { any.server; }) any.server = std::move(server);
    };
    std::visit(name, result);
    return result;
}

curl_socket_t on_open(void* sockets, curlsocktype, curl_sockaddr* address) {
    return static_cast<OpenSockets*>(sockets)->open(*address);
}

int on_close(void* sockets, curl_socket_t socket) {
    return static_cast<OpenSockets*>(sockets)->close(socket);
}

}  // namespace

SmtpConnection::SmtpConnection(SmtpRoute route, Sentence sentence)
    : route_(std::move(route)),
      sentence_(std::move(sentence)),
      sockets_(route_.relay.tls == config::Tls::none) {}

CURL* SmtpConnection::easy() {
    if (!easy_) {
        easy_ = new_easy();
        describe_relay();
    }
    return easy_.get();
}

void SmtpConnection::describe_relay() {
    const auto& relay = route_.relay;
    const bool implicit = relay.tls == config::Tls::implicit;
    CURL* curl = easy_.get();
    const auto url = url_text(implicit ? "smtps" : "smtp", relay.host, relay.port, route_.domain);
    set(curl, CURLOPT_URL, url.c_str());
    set(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    // Never "try": a relay that hides STARTTLS gets no mail in clear.
    const bool clear = relay.tls == config::Tls::none;
    set(curl, CURLOPT_USE_SSL, clear ? long{CURLUSESSL_NONE} : long{CURLUSESSL_ALL});
    if (!relay.ca_file.empty()) set(curl, CURLOPT_CAINFO, relay.ca_file.c_str());
    set(curl, CURLOPT_CONNECTTIMEOUT, 30L);
    set(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, 600L);  // RFC 5321 4.5.3.2.6
    set(curl, CURLOPT_TIMEOUT, 1800L);                 // a relay that reads one octet a minute
    set(curl, CURLOPT_MAXLIFETIME_CONN, 300L);
    set(curl, CURLOPT_OPENSOCKETFUNCTION, &on_open);
    set(curl, CURLOPT_OPENSOCKETDATA, &sockets_);
    set(curl, CURLOPT_CLOSESOCKETFUNCTION, &on_close);
    set(curl, CURLOPT_CLOSESOCKETDATA, &sockets_);
    set(curl, CURLOPT_UPLOAD, 1L);
}

Result<void> SmtpConnection::log_in() {
    if (route_.relay.user.empty()) return {};
    return secret_from(route_.relay.password_file).map([&](const Secret& password) {
        set(easy(), CURLOPT_USERNAME, route_.relay.user.c_str());
        set(easy(), CURLOPT_PASSWORD, password.reveal().c_str());
    });
}

SmtpOutcome SmtpConnection::attempt(const Payload& payload, const MailAddress& to,
                                    const std::stop_token& stop) {
    const auto began = std::chrono::steady_clock::now();
    SmtpAttempt first(payload, sockets_, route_.patience, stop, began);
    first.run(easy(), to, false);
    if (!deserves_fresh_connection(first.outcome(), first.reused())) return first.outcome();
    // Both together have the time of one, but for what the relay needed to judge the text.
    const bool judged = first.outcome().phase > SmtpPhase::data;
    const auto anew = judged ? std::chrono::steady_clock::now() : began;
    SmtpAttempt second(payload, sockets_, route_.patience, stop, anew);
    second.run(easy(), to, true);
    return second.outcome();
}

SendResult SmtpConnection::deliver(const Payload& payload, const std::stop_token& stop) {
    const Peer server{route_.name, {}};
    const auto to = MailAddress::parse(payload.to.str());
    if (!to) return Refused{answer_line(sentence_(to.error())), server};
    const auto from = return_path(route_.from, route_.verp, payload.message_id);
    if (!from) return Refused{answer_line(sentence_(from.error())), server};
    set(easy(), CURLOPT_MAIL_FROM, from->str().c_str());
    sockets_.allow(true);
    const std::stop_callback on_stop(stop, [this] {
        sockets_.allow(false);
        sockets_.shut(SHUT_RDWR);
    });
    if (const auto ready = log_in(); !ready)
        return Deferred{answer_line(sentence_(ready.error())), true, std::nullopt, true, server};
    const auto outcome = attempt(payload, *to, stop);
    return by({route_.name, outcome.tls}, classified(outcome));
}

void SmtpConnection::rest() {
    // libcurl waits for the answer to QUIT; with nothing to read left it gets none at once.
    sockets_.shut(SHUT_RD);
    easy_.reset();
}

}  // namespace nhaclich::channel
