#include "channel/smtp_attempt.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <sys/socket.h>
#include <utility>

namespace nhaclich::channel {

namespace {

/// What a relay says in several lines is one sentence; each repeats its enhanced code (RFC 2034 4).
void add_line(std::string& text, std::string_view line) {
    constexpr std::size_t enough = 2000;
    if (text.size() > enough) return;
    if (const auto code = enhanced_code(text); !code.empty() && enhanced_code(line) == code)
        line.remove_prefix(std::min(line.size(), code.size() + 1));
    if (!text.empty() && !line.empty()) text += ' ';
    text += line;
}

}  // namespace

void SmtpAttempt::run(CURL* curl, const MailAddress& to, bool fresh) {
    CurlList recipients;
    append(recipients, to.str());
    std::array<char, CURL_ERROR_SIZE> trouble{};
    set(curl, CURLOPT_MAIL_RCPT, recipients.get());
    set(curl, CURLOPT_FRESH_CONNECT, fresh ? 1L : 0L);
    set(curl, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(octets_.size()));
    set(curl, CURLOPT_ERRORBUFFER, trouble.data());
    observe(curl);
    curl_ = curl;
    const auto code = curl_easy_perform(curl);
    outcome_.completed = code == CURLE_OK;
    outcome_.insecure = code == CURLE_USE_SSL_FAILED || code == CURLE_PEER_FAILED_VERIFICATION ||
                        code == CURLE_SSL_CACERT_BADFILE;
    outcome_.trouble = outcome_.timed_out   ? curl_easy_strerror(CURLE_OPERATION_TIMEDOUT)
                       : trouble[0] != '\0' ? trouble.data()
                                            : curl_easy_strerror(code);
    reused_ = info<long>(curl, CURLINFO_NUM_CONNECTS) == 0;
    set(curl, CURLOPT_VERBOSE, 0L);
    set(curl, CURLOPT_ERRORBUFFER, nullptr);
    set(curl, CURLOPT_MAIL_RCPT, nullptr);
}

void SmtpAttempt::observe(CURL* curl) {
    const auto on_read = [](char* buffer, std::size_t size, std::size_t count, void* attempt) {
        return static_cast<SmtpAttempt*>(attempt)->read(buffer, size * count);
    };
    const auto on_reply = [](char* line, std::size_t size, std::size_t count, void* attempt) {
        static_cast<SmtpAttempt*>(attempt)->reply({line, size * count});
        return size * count;
    };
    const auto on_debug = [](CURL*, curl_infotype type, char* text, std::size_t size,
                             void* attempt) {
        if (type == CURLINFO_HEADER_OUT) static_cast<SmtpAttempt*>(attempt)->command({text, size});
        return 0;
    };
    const auto on_progress = [](void* attempt, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
        auto& self = *static_cast<SmtpAttempt*>(attempt);
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

void SmtpAttempt::enter(SmtpPhase phase) {
    outcome_.phase = phase;
    outcome_.code = 0;
    outcome_.text.clear();
    more_lines_ = false;
    if (phase == SmtpPhase::mail) outcome_.tls = tls_version(curl_);
}

void SmtpAttempt::command(std::string_view line) {
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

void SmtpAttempt::reply(std::string_view line) {
    if (quitting_ || line.size() < 3) return;
    int code = 0;
    const std::string digits(line.substr(0, 3));
    const auto* end = digits.data() + digits.size();
    if (std::from_chars(digits.data(), end, code).ptr != end) return;
    if (outcome_.phase == SmtpPhase::connect) outcome_.phase = SmtpPhase::greeting;
    const bool goes_on = std::exchange(more_lines_, line.size() > 3 && line[3] == '-');
    if (!goes_on || code != outcome_.code) outcome_.text.clear();
    line.remove_prefix(std::min<std::size_t>(4, line.size()));
    while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.remove_suffix(1);
    outcome_.code = code;
    add_line(outcome_.text, line);
}

/// libcurl has one time limit for every reply, and the final one may take ten minutes. Asked every
/// second while it waits.
bool SmtpAttempt::is_too_slow() {
    const auto now = std::chrono::steady_clock::now();
    if (outcome_.phase < SmtpPhase::body)
        outcome_.timed_out = now - began_ > patience_.envelope;
    else if (outcome_.phase == SmtpPhase::body)
        outcome_.timed_out = now - moved_ > patience_.block;
    return outcome_.timed_out;
}

std::size_t SmtpAttempt::read(char* buffer, std::size_t room) {
    const auto size = std::min(room, octets_.size());
    std::memcpy(buffer, octets_.data(), size);
    octets_.remove_prefix(size);
    moved_ = std::chrono::steady_clock::now();
    enter(octets_.empty() ? SmtpPhase::dot : SmtpPhase::body);
    return size;
}

}  // namespace nhaclich::channel
