#include "channel/smtp_connection.hpp"

#include "channel/mail_address.hpp"
#include "channel/public_address.hpp"
#include "channel/return_path.hpp"
#include "channel/secret_file.hpp"
#include "channel/smtp_reply.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace nhaclich::channel {

curl_socket_t OpenSockets::open(const curl_sockaddr& address) {
    const auto to = address_of(address.addr, address.addrlen);
    if (!to || (loopback_only_ && !is_loopback(*to))) return CURL_SOCKET_BAD;
    const std::lock_guard lock(mutex_);
    if (!allowed_) return CURL_SOCKET_BAD;
    const int made = ::socket(address.family, address.socktype | SOCK_CLOEXEC, address.protocol);
    if (made >= 0) open_.push_back(made);
    return made;
}

int OpenSockets::close(curl_socket_t socket) {
    const std::lock_guard lock(mutex_);
    std::erase(open_, socket);
    return ::close(socket);
}

void OpenSockets::shut(int how) {
    const std::lock_guard lock(mutex_);
    for (const auto socket : open_) ::shutdown(socket, how);
}

void OpenSockets::allow(bool allowed) {
    const std::lock_guard lock(mutex_);
    allowed_ = allowed;
}

/// One transfer: what libcurl reads from, and what its callbacks saw.
class SmtpConnection::Attempt {
  public:
    Attempt(const Payload& payload, OpenSockets& sockets, SmtpPatience patience,
            std::stop_token stop)
        : octets_(payload.octets), sockets_(sockets), patience_(patience), stop_(std::move(stop)) {}

    /// Blocks until libcurl is done. The handle keeps no pointer into this afterwards.
    void run(CURL* curl, const MailAddress& to, bool fresh);
    const SmtpOutcome& outcome() const { return outcome_; }
    bool reused() const { return reused_; }

  private:
    void observe(CURL* curl);
    void command(std::string_view line);
    void reply(std::string_view line);
    std::size_t read(char* buffer, std::size_t room);
    void enter(SmtpPhase phase);
    bool is_too_slow();

    std::string_view octets_;  ///< not yet handed over
    OpenSockets& sockets_;
    SmtpPatience patience_;
    std::stop_token stop_;
    SmtpOutcome outcome_;
    std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
    std::chrono::steady_clock::time_point moved_ = began_;  ///< the last octets of the text left
    bool reused_ = false;
    bool quitting_ = false;
};

void SmtpConnection::Attempt::run(CURL* curl, const MailAddress& to, bool fresh) {
    CurlList recipients;
    append(recipients, to.str());
    std::array<char, CURL_ERROR_SIZE> trouble{};
    set(curl, CURLOPT_MAIL_RCPT, recipients.get());
    set(curl, CURLOPT_FRESH_CONNECT, fresh ? 1L : 0L);
    set(curl, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(octets_.size()));
    set(curl, CURLOPT_ERRORBUFFER, trouble.data());
    observe(curl);
    const auto code = curl_easy_perform(curl);
    outcome_.completed = code == CURLE_OK;
    outcome_.trouble = outcome_.timed_out   ? curl_easy_strerror(CURLE_OPERATION_TIMEDOUT)
                       : trouble[0] != '\0' ? trouble.data()
                                            : curl_easy_strerror(code);
    reused_ = info<long>(curl, CURLINFO_NUM_CONNECTS) == 0;
    set(curl, CURLOPT_VERBOSE, 0L);
    set(curl, CURLOPT_ERRORBUFFER, nullptr);
    set(curl, CURLOPT_MAIL_RCPT, nullptr);
}

void SmtpConnection::Attempt::observe(CURL* curl) {
    const auto on_read = [](char* buffer, std::size_t size, std::size_t count, void* attempt) {
        return static_cast<Attempt*>(attempt)->read(buffer, size * count);
    };
    const auto on_reply = [](char* line, std::size_t size, std::size_t count, void* attempt) {
        static_cast<Attempt*>(attempt)->reply({line, size * count});
        return size * count;
    };
    const auto on_debug = [](CURL*, curl_infotype type, char* text, std::size_t size,
                             void* attempt) {
        if (type == CURLINFO_HEADER_OUT) static_cast<Attempt*>(attempt)->command({text, size});
        return 0;
    };
    const auto on_progress = [](void* attempt, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
        auto& self = *static_cast<Attempt*>(attempt);
        return self.stop_.stop_requested() || self.is_too_slow() ? 1 : 0;
    };
    set(curl, CURLOPT_READFUNCTION, +on_read);
    set(curl, CURLOPT_READDATA, this);
    set(curl, CURLOPT_HEADERFUNCTION, +on_reply);
    set(curl, CURLOPT_HEADERDATA, this);
    set(curl, CURLOPT_DEBUGFUNCTION, +on_debug);
    set(curl, CURLOPT_DEBUGDATA, this);
    set(curl, CURLOPT_VERBOSE, 1L);
    set(curl, CURLOPT_XFERINFOFUNCTION, +on_progress);
    set(curl, CURLOPT_XFERINFODATA, this);
    set(curl, CURLOPT_NOPROGRESS, 0L);
}

void SmtpConnection::Attempt::enter(SmtpPhase phase) {
    outcome_.phase = phase;
    outcome_.code = 0;
    outcome_.text.clear();
}

void SmtpConnection::Attempt::command(std::string_view line) {
    using enum SmtpPhase;
    static constexpr std::array<std::pair<std::string_view, SmtpPhase>, 7> commands{
        {{"EHLO", hello},
         {"HELO", hello},
         {"STARTTLS", starttls},
         {"AUTH", auth},
         {"MAIL", mail},
         {"RCPT", rcpt},
         {"DATA", data}}};
    const auto word = line.substr(0, line.find_first_of(" \r\n"));
    if (word == "QUIT") {
        // Everything is known by now. libcurl would wait for the goodbye as long as for any reply.
        quitting_ = true;
        sockets_.shut(SHUT_RD);
        return;
    }
    const auto* row = std::find_if(commands.begin(), commands.end(),
                                   [&](const auto& known) { return known.first == word; });
    if (row != commands.end()) enter(row->second);  // else a further line of AUTH
}

void SmtpConnection::Attempt::reply(std::string_view line) {
    if (quitting_ || line.size() < 3) return;
    int code = 0;
    const std::string digits(line.substr(0, 3));
    const auto* end = digits.data() + digits.size();
    if (std::from_chars(digits.data(), end, code).ptr != end) return;
    if (outcome_.phase == SmtpPhase::connect) outcome_.phase = SmtpPhase::greeting;
    line.remove_prefix(std::min<std::size_t>(4, line.size()));
    while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.remove_suffix(1);
    outcome_.code = code;
    outcome_.text = line;
}

/// libcurl has one time limit for every reply, and the final one may take ten minutes. Asked every
/// second while it waits.
bool SmtpConnection::Attempt::is_too_slow() {
    const auto now = std::chrono::steady_clock::now();
    if (outcome_.phase < SmtpPhase::body)
        outcome_.timed_out = now - began_ > patience_.envelope;
    else if (outcome_.phase == SmtpPhase::body)
        outcome_.timed_out = now - moved_ > patience_.block;
    return outcome_.timed_out;
}

std::size_t SmtpConnection::Attempt::read(char* buffer, std::size_t room) {
    const auto size = std::min(room, octets_.size());
    std::memcpy(buffer, octets_.data(), size);
    octets_.remove_prefix(size);
    moved_ = std::chrono::steady_clock::now();
    enter(octets_.empty() ? SmtpPhase::dot : SmtpPhase::body);
    return size;
}

namespace {

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

SendResult SmtpConnection::deliver(const Payload& payload, const std::stop_token& stop) {
    const auto to = MailAddress::parse(payload.to.str());
    if (!to) return Refused{answer_line(sentence_(to.error()))};
    const auto from = return_path(route_.from, route_.verp, payload.message_id);
    if (!from) return Refused{answer_line(sentence_(from.error()))};
    set(easy(), CURLOPT_MAIL_FROM, from->str().c_str());
    sockets_.allow(true);
    const std::stop_callback on_stop(stop, [this] {
        sockets_.allow(false);
        sockets_.shut(SHUT_RDWR);
    });
    if (!route_.relay.user.empty()) {
        const auto password = secret_from(route_.relay.password_file);
        if (!password)
            return Deferred{answer_line(sentence_(password.error())), true, std::nullopt};
        set(easy(), CURLOPT_USERNAME, route_.relay.user.c_str());
        set(easy(), CURLOPT_PASSWORD, password->reveal().c_str());
    }
    Attempt attempt(payload, sockets_, route_.patience, stop);
    attempt.run(easy(), *to, false);
    if (!deserves_fresh_connection(attempt.outcome(), attempt.reused()))
        return classified(attempt.outcome());
    Attempt again(payload, sockets_, route_.patience, stop);
    again.run(easy(), *to, true);
    return classified(again.outcome());
}

void SmtpConnection::rest() {
    // libcurl waits for the answer to QUIT; with nothing to read left it gets none at once.
    sockets_.shut(SHUT_RD);
    easy_.reset();
}

}  // namespace nhaclich::channel
