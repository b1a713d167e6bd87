#include "service/access_log.hpp"

#include "base/text.hpp"
#include "clock/sleep.hpp"

#include <algorithm>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cerrno>
#include <concepts>
#include <cstdint>
#include <fcntl.h>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace nhaclich::service {

namespace asio = boost::asio;

namespace {

constexpr std::size_t longest_field = 512;
constexpr std::size_t many = std::size_t{64} * 1024;

bool is_plain(char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; }

/// As one field between quotes.
void append(std::string& line, std::string_view text) {
    if (text.size() <= longest_field && std::ranges::all_of(text, is_plain)) {
        line += text;
        return;
    }
    for (const char c : escaped_for_log(text, longest_field)) {
        if (c == '"' || c == '\\') line += '\\';
        line += c;
    }
}

template <std::unsigned_integral Number>
void append(std::string& line, Number number) {
    const fmt::format_int digits(number);
    line.append(digits.data(), digits.size());
}

void append_quoted(std::string& line, std::string_view text) {
    if (text.empty()) {
        line += " \"-\"";
        return;
    }
    line += " \"";
    append(line, text);
    line += '"';
}

}  // namespace

std::string common_log_time(Instant time) {
    return fmt::format("{:%d/%b/%Y:%H:%M:%S} +0000", time);
}

void append_combined(std::string& line, const http::Access& access, std::string_view time) {
    line.append(access.client).append(" - - [").append(time).append("] \"");
    append(line, access.method);
    line += ' ';
    append(line, access.path);
    line += access.version < 11 ? " HTTP/1.0\" " : " HTTP/1.1\" ";
    append(line, access.status);
    line += ' ';
    append(line, access.octets);
    append_quoted(line, access.referer);
    append_quoted(line, access.agent);
    line += ' ';
    append(line, static_cast<std::uint64_t>(access.took.count()));
    line += '\n';
}

void AccessLog::use(const std::string& target) {
    flush();
    on_ = target != "off";
    file_.reset();
    cut_ = false;
    if (!target.starts_with('/')) return;
    // A pipe that nobody reads must not keep the loop waiting.
    constexpr mode_t owner_and_group = S_IRUSR | S_IWUSR | S_IRGRP;
    file_.emplace(::open(target.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK,
                         owner_and_group));
    if (file_->is_open()) return;
    log_.error("log.access-unwritable"_msg,
               {{"path", target}, {"reason", std::generic_category().message(errno)}});
    file_.reset();
}

void AccessLog::note(const http::Access& access) {
    if (!on_) return;
    if (lines_.empty()) noted_.wake();
    if (access.at != told_ || time_.empty()) {
        told_ = access.at;
        time_ = common_log_time(access.at);
    }
    append_combined(lines_, access, time_);
    if (lines_.size() >= many) flush();
}

void AccessLog::flush() {
    const int target = file_ ? file_->number() : STDERR_FILENO;
    // What a pipe or a disk took half of must not run into the next line.
    if (cut_ && !lines_.empty()) lines_.insert(0, 1, '\n');
    std::string_view rest = lines_;
    while (!rest.empty()) {
        const auto written = ::write(target, rest.data(), rest.size());
        if (written < 0 && errno == EINTR) continue;
        // A full disk: the requests of this second go unrecorded, as the answers must go on.
        if (written <= 0) break;
        cut_ = rest[static_cast<std::size_t>(written) - 1] != '\n';
        rest.remove_prefix(static_cast<std::size_t>(written));
    }
    lines_.clear();
}

asio::awaitable<void> AccessLog::keep_flushing() {
    constexpr std::chrono::seconds together{1};
    co_await end_when_asked();
    asio::steady_timer pause(co_await asio::this_coro::executor);
    while (true) {
        co_await noted_.wait();
        pause.expires_after(together);
        co_await pause.async_wait(asio::use_awaitable);
        flush();
    }
}

}  // namespace nhaclich::service
