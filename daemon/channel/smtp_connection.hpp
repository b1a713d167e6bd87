// One connection to the relay, kept between mails: blocking libcurl, for one sender thread.
// In: payloads, one recipient each. Out: what became of each, by smtp_reply.
#pragma once

#include "base/secret.hpp"
#include "channel/answer.hpp"
#include "channel/channel.hpp"
#include "channel/curl.hpp"
#include "config/settings.hpp"

#include <chrono>
#include <mutex>
#include <stop_token>
#include <string>
#include <vector>

namespace nhaclich::channel {

/// How long a relay may keep one mail waiting before its text is out; afterwards ten minutes
/// (RFC 5321 4.5.3.2.6).
struct SmtpPatience {
    std::chrono::seconds envelope{60};  ///< from connecting to the reply to DATA, in all
    std::chrono::seconds block{180};    ///< to take the next piece of the text (4.5.3.2.5)
};

struct SmtpRoute {
    config::SmtpSettings relay;
    std::string from;    ///< MAIL FROM, a MailAddress
    std::string domain;  ///< what we call ourselves in EHLO
    SmtpPatience patience{};
    std::string verp{};  ///< MAIL FROM instead, as return_path() takes it; "" = none
};

/// The descriptors libcurl has open. Closing and shutting down exclude each other, so a number that
/// the system has given away meanwhile is never shut down. Any thread.
class OpenSockets {
  public:
    explicit OpenSockets(bool loopback_only) : loopback_only_(loopback_only) {}
    curl_socket_t open(const curl_sockaddr& address);
    int close(curl_socket_t socket);
    /// `how` as in shutdown(2): whoever waits on them wakes at once.
    void shut(int how);
    /// From now on open() refuses, until allowed again.
    void allow(bool allowed);

  private:
    bool loopback_only_;
    std::mutex mutex_;
    bool allowed_ = true;
    std::vector<curl_socket_t> open_;
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
    class Attempt;
    CURL* easy();
    void describe_relay();

    SmtpRoute route_;
    Sentence sentence_;
    OpenSockets sockets_;
    CurlEasy easy_;  ///< none until needed: made and used on the sender's thread
};

}  // namespace nhaclich::channel
