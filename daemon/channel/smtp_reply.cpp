#include "channel/smtp_reply.hpp"

#include "channel/answer.hpp"

#include <fmt/format.h>

namespace nhaclich::channel {

namespace {

bool transient(int code) { return code / 100 == 4; }
bool permanent(int code) { return code / 100 == 5; }

std::string answer(const SmtpOutcome& outcome) {
    const bool accepted = outcome.phase == SmtpPhase::dot && outcome.code / 100 == 2;
    if (!accepted && !transient(outcome.code) && !permanent(outcome.code))
        return answer_line(fmt::format("{}: {}", name(outcome.phase), outcome.trouble));
    // Some relays repeat the line they did not understand, and during AUTH it holds the password.
    const auto text = outcome.phase == SmtpPhase::auth ? enhanced_code(outcome.text)
                                                       : std::string_view(outcome.text);
    return answer_line(fmt::format("{}: {} {}", name(outcome.phase), outcome.code, text));
}

/// A 5xx before the recipient is named refuses us and our settings, and so does 530 (RFC 4954 6) at
/// any point.
bool needs_somebody(const SmtpOutcome& outcome) {
    const bool refuses_us = outcome.phase <= SmtpPhase::mail && permanent(outcome.code);
    return outcome.insecure || refuses_us || outcome.code == 530;
}

SendResult deferred(const SmtpOutcome& outcome, bool relay) {
    return Deferred{answer(outcome), relay, std::nullopt, relay && needs_somebody(outcome)};
}

SendResult refused(const SmtpOutcome& outcome) { return Refused{answer(outcome)}; }

/// No reply, "service not available" (421) or "authentication required" (530): not about this mail.
bool relay_trouble(int code) { return code < 400 || code == 421 || code == 530; }

SendResult after_mail(const SmtpOutcome& outcome) {
    const auto enhanced = enhanced_code(outcome.text);
    const bool too_big = outcome.code == 552 || enhanced == "5.2.3" || enhanced == "5.3.4";
    return permanent(outcome.code) && too_big ? refused(outcome) : deferred(outcome, true);
}

SendResult after_rcpt(const SmtpOutcome& outcome) {
    // 552 to RCPT is what old relays say for 452 (RFC 5321 4.5.3.1.10).
    const bool final = permanent(outcome.code) && outcome.code != 552 && outcome.code != 530;
    return final ? refused(outcome) : deferred(outcome, relay_trouble(outcome.code));
}

SendResult after_data(const SmtpOutcome& outcome) {
    const bool final = permanent(outcome.code) && outcome.code != 530;
    return final ? refused(outcome) : deferred(outcome, relay_trouble(outcome.code));
}

SendResult after_dot(const SmtpOutcome& outcome) {
    // Whatever libcurl met afterwards, the relay has taken the mail.
    if (outcome.code / 100 == 2) return Accepted{answer(outcome)};
    if (permanent(outcome.code)) return refused(outcome);
    if (transient(outcome.code)) return deferred(outcome, relay_trouble(outcome.code));
    return Doubtful{answer(outcome)};
}

}  // namespace

std::string_view enhanced_code(std::string_view text) {
    const auto code = text.substr(0, text.find(' '));
    const bool shaped = code.size() >= 5 && code.size() <= 9 && code[1] == '.' &&
                        code.find_first_not_of("0123456789.") == std::string_view::npos;
    return shaped ? code : std::string_view{};
}

std::string_view name(SmtpPhase phase) {
    switch (phase) {
        case SmtpPhase::connect:
            return "connect";
        case SmtpPhase::greeting:
            return "greeting";
        case SmtpPhase::hello:
            return "EHLO";
        case SmtpPhase::starttls:
            return "STARTTLS";
        case SmtpPhase::auth:
            return "AUTH";
        case SmtpPhase::mail:
            return "MAIL";
        case SmtpPhase::rcpt:
            return "RCPT";
        case SmtpPhase::data:
            return "DATA";
        case SmtpPhase::body:
            return "text";
        case SmtpPhase::dot:
            return "end of text";
    }
    return {};
}

SendResult classified(const SmtpOutcome& outcome) {
    if (outcome.completed) return Accepted{answer(outcome)};
    switch (outcome.phase) {
        case SmtpPhase::connect:
        case SmtpPhase::greeting:
        case SmtpPhase::hello:
        case SmtpPhase::starttls:
        case SmtpPhase::auth:
        case SmtpPhase::body:
            return deferred(outcome, true);
        case SmtpPhase::mail:
            return after_mail(outcome);
        case SmtpPhase::rcpt:
            return after_rcpt(outcome);
        case SmtpPhase::data:
            return after_data(outcome);
        case SmtpPhase::dot:
            return after_dot(outcome);
    }
    return deferred(outcome, true);
}

bool deserves_fresh_connection(const SmtpOutcome& outcome, bool reused) {
    if (!reused || outcome.completed || outcome.timed_out) return false;
    return outcome.code == 421 || (outcome.code == 0 && outcome.phase <= SmtpPhase::data);
}

}  // namespace nhaclich::channel
