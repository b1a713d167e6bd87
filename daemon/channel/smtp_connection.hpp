// One connection to the relay, kept between mails: blocking libcurl, for one sender thread.
// In: payloads, one recipient each. Out: what became of each, by smtp_reply.
#pragma once

#include "base/secret.hpp"
#include "channel/answer.hpp"
#include "channel/channel.hpp"
#include "channel/curl.hpp"
#include "channel/mail_address.hpp"
#include "channel/open_sockets.hpp"
#include "channel/smtp_attempt.hpp"
#include "config/settings.hpp"

#include <stop_token>
#include <string>

namespace nhaclich::channel {

struct SmtpRoute {
    config::SmtpSettings relay;
    std::string from;    ///< MAIL FROM, a MailAddress
    std::string domain;  ///< what we call ourselves in EHLO
    SmtpPatience patience{};
    std::string verp{};  ///< MAIL FROM instead, as return_path() takes it; "" = none
    std::string name{};  ///< of the relay, in the history
};

class SmtpConnection {
  public:
    SmtpConnection(SmtpRoute route, Sentence sentence);
    SmtpConnection(const SmtpConnection&) = delete;
    SmtpConnection& operator=(const SmtpConnection&) = delete;
    ~SmtpConnection() { rest(); }

    /// Minutes at worst (RFC 5321 4.5.3.2.6: ten for the reply to the final dot).
    SendResult deliver(const Payload& payload, const std::stop_token& stop);
    /// Says QUIT and closes, without waiting for the answer.
    void rest();

  private:
    CURL* easy();
    void describe_relay();
    Result<void> log_in();
    SmtpOutcome attempt(const Payload& payload, const MailAddress& to, const std::stop_token& stop);

    SmtpRoute route_;
    Sentence sentence_;
    OpenSockets sockets_;
    CurlEasy easy_;  ///< none until needed: made and used on the sender's thread
};

}  // namespace nhaclich::channel
