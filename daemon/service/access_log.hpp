// One line a request, in the combined format that every log reader knows (NCSA, Apache, nginx).
// In: what was asked and answered. Out: lines in a file, or on stderr.
#pragma once

#include "channel/descriptor.hpp"
#include "clock/event.hpp"
#include "http/session.hpp"
#include "service/log.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <optional>
#include <string>

namespace nhaclich::service {

/// "26/Nov/2026:13:32:34 +0000": UTC.
std::string common_log_time(Instant time);

/// Adds `client - - [time] "GET /m/* HTTP/1.1" 200 716 "referer" "agent" 123`: status,
/// octets of the body, and last the microseconds it took. What a client says stands there with
/// control characters, quotes and backslashes escaped: it can begin no line and end no field.
void append_combined(std::string& lines, const http::Access& access, std::string_view time);

/// Lines are written together, a second after the first of them or when many have come. One
/// thread: that of the loop.
class AccessLog {
  public:
    explicit AccessLog(const Log& log) : log_(log) {}
    ~AccessLog() { flush(); }
    AccessLog(const AccessLog&) = delete;
    AccessLog& operator=(const AccessLog&) = delete;

    /// "on" = stderr (the journal under systemd), "off", or the path of a file, which is opened
    /// anew at every call: who moves it away asks for a reload.
    void use(const std::string& target);
    void note(const http::Access& access);
    /// Writes what was noted, as far as it is taken without waiting; the rest is lost.
    void flush();
    /// Until cancelled.
    boost::asio::awaitable<void> keep_flushing();

  private:
    const Log& log_;
    bool on_ = true;
    std::optional<channel::Descriptor> file_;  ///< nothing = stderr
    std::string lines_;
    bool cut_ = false;  ///< the last line that was written has no end
    Instant told_;
    std::string time_;  ///< `told_` as the log has it: most requests share a second
    Event noted_;
};

}  // namespace nhaclich::service
