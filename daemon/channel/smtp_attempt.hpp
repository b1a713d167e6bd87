// One mail on its way through libcurl: the octets it reads, and how far the relay came with them.
// In: a payload, an easy handle that knows the relay. Out: an SmtpOutcome.
#pragma once

#include "channel/channel.hpp"
#include "channel/mail_address.hpp"
#include "channel/open_sockets.hpp"
#include "channel/smtp_reply.hpp"

#include <chrono>
#include <stop_token>
#include <string_view>

namespace nhaclich::channel {

/// How long a relay may keep one mail waiting before its text is out; afterwards ten minutes
/// (RFC 5321 4.5.3.2.6).
struct SmtpPatience {
    std::chrono::seconds envelope{60};  ///< from connecting to the reply to DATA, in all
    std::chrono::seconds block{180};    ///< to take the next piece of the text (4.5.3.2.5)
    /// To end any of the mails it has in hand, before others go to the next relay.
    std::chrono::seconds standstill{30};
};

/// One transfer: what libcurl reads from, and what its callbacks saw.
class SmtpAttempt {
  public:
    using Time = std::chrono::steady_clock::time_point;

    /// `began`: when the relay was first asked to take this mail.
    SmtpAttempt(const Payload& payload, OpenSockets& sockets, SmtpPatience patience,
                std::stop_token stop, Time began)
        : octets_(payload.octets),
          sockets_(sockets),
          patience_(patience),
          stop_(std::move(stop)),
          began_(began) {}

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
    CURL* curl_ = nullptr;  ///< whose transfer it is
    SmtpOutcome outcome_;
    Time began_;
    Time moved_ = began_;  ///< the last octets of the text left
    bool reused_ = false;
    bool quitting_ = false;
    bool more_lines_ = false;  ///< of the reply that has begun
};

}  // namespace nhaclich::channel
