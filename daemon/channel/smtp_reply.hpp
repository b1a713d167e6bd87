// What a relay's reply means for one mail: sent, later, never, or unknown.
// In: how far the transaction came and the last reply there. Out: a SendResult. Pure.
#pragma once

#include "channel/channel.hpp"

#include <string>
#include <string_view>

namespace nhaclich::channel {

/// Where the transaction stands. `body` ends when the last octet has been handed over: from then on
/// the final dot may have left, and only the relay knows.
enum class SmtpPhase { connect, greeting, hello, starttls, auth, mail, rcpt, data, body, dot };

struct SmtpOutcome {
    SmtpPhase phase = SmtpPhase::connect;
    int code = 0;            ///< of the last reply since the last command, 0 = none
    std::string text;        ///< of that reply, without its code
    bool completed = false;  ///< libcurl says CURLE_OK
    std::string trouble;     ///< what libcurl says otherwise
    bool timed_out = false;  ///< given up: it took too long
    bool insecure = false;   ///< libcurl says: no STARTTLS, or a certificate that proves nothing
    std::string tls = {};    ///< "TLSv1.3"; "" = none, or not come so far
};

/// "RCPT", "." … as it stands in front of an answer.
std::string_view name(SmtpPhase phase);

/// "5.7.8" at the front of a reply's text (RFC 3463), or nothing.
std::string_view enhanced_code(std::string_view text);

/// RFC 5321 4.2.1, 4.5.4.1. Only a 5xx to RCPT, to DATA or after the dot is final for the recipient
/// (and to MAIL when it is about the message's size); a relay in trouble never fails a mail.
SendResult classified(const SmtpOutcome& outcome);

/// A relay may drop an idle connection with 421 or without a word (RFC 5321 3.8): on a reused one
/// that says nothing about the mail, as long as no octet of it has been sent; and with 421 it has
/// not taken the mail even then.
bool deserves_fresh_connection(const SmtpOutcome& outcome, bool reused);

}  // namespace nhaclich::channel
