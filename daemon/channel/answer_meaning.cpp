#include "channel/answer_meaning.hpp"

#include "channel/smtp_reply.hpp"

#include <algorithm>
#include <charconv>

namespace nhaclich::channel {

namespace {

/// The three digits a reply begins with, 0 = none.
int code_of(std::string_view reply) {
    int code = 0;
    const auto digits = reply.substr(0, 3);
    const auto end = std::from_chars(digits.data(), digits.data() + digits.size(), code);
    const bool whole = end.ptr == digits.data() + 3 && (reply.size() == 3 || reply[3] == ' ');
    return whole && code >= 200 && code < 600 ? code : 0;
}

/// No reply at all: what libcurl met instead.
MessageId without_reply(SmtpPhase phase) {
    switch (phase) {
        case SmtpPhase::connect:
        case SmtpPhase::greeting:
            return "answer.no-connection"_msg;
        case SmtpPhase::starttls:
            return "answer.no-tls"_msg;
        case SmtpPhase::dot:
            return "answer.unknown"_msg;
        case SmtpPhase::hello:
        case SmtpPhase::auth:
        case SmtpPhase::mail:
        case SmtpPhase::rcpt:
        case SmtpPhase::data:
        case SmtpPhase::body:
            break;
    }
    return "answer.cut"_msg;
}

/// RFC 3463: the subject (second number) says whose matter it is.
std::optional<MessageId> by_enhanced_code(std::string_view enhanced, bool final) {
    if (enhanced.empty()) return std::nullopt;
    const auto detail = enhanced.substr(2);
    if (detail == "2.2") return "answer.mailbox-full"_msg;
    if (detail == "2.3" || detail == "3.4") return "answer.too-big"_msg;
    if (!final) return std::nullopt;
    if (detail == "2.1") return "answer.mailbox-disabled"_msg;
    if (detail.starts_with("1.")) return "answer.no-mailbox"_msg;
    if (detail.starts_with("7.")) return "answer.policy"_msg;
    return std::nullopt;
}

MessageId of_reply(SmtpPhase phase, int code, std::string_view enhanced) {
    if (code / 100 == 2) return "answer.accepted"_msg;
    const bool final = code / 100 == 5;
    if (phase == SmtpPhase::auth) return final ? "answer.login"_msg : "answer.later"_msg;
    if (phase < SmtpPhase::mail) return "answer.server-refuses"_msg;
    if (const auto known = by_enhanced_code(enhanced, final)) return *known;
    if (!final) return "answer.later"_msg;
    // 550 without more to RCPT: "mailbox unavailable" (RFC 5321 4.2.3).
    return phase == SmtpPhase::rcpt ? "answer.no-mailbox"_msg : "answer.refused"_msg;
}

MessageId of_status(int status) {
    if (status / 100 == 2) return "answer.endpoint-accepted"_msg;
    if (status == 410) return "answer.endpoint-gone"_msg;
    if (status == 429) return "answer.endpoint-busy"_msg;
    if (status == 401 || status == 403) return "answer.endpoint-forbids"_msg;
    return status / 100 == 5 ? "answer.endpoint-trouble"_msg : "answer.endpoint-refuses"_msg;
}

}  // namespace

std::optional<MessageId> meaning(std::string_view answer) {
    constexpr std::string_view http = "HTTP ";
    if (answer.starts_with("Maildir ")) return "answer.maildir"_msg;
    if (answer.starts_with(http)) {
        const int status = code_of(answer.substr(http.size()));
        return status == 0 ? std::nullopt : std::optional(of_status(status));
    }
    for (int at = 0; at <= static_cast<int>(SmtpPhase::dot); ++at) {
        const auto phase = static_cast<SmtpPhase>(at);
        const auto label = name(phase);
        if (!answer.starts_with(label) || !answer.substr(label.size()).starts_with(": ")) continue;
        const auto reply = answer.substr(label.size() + 2);
        const int code = code_of(reply);
        if (code == 0) return without_reply(phase);
        return of_reply(phase, code,
                        enhanced_code(reply.substr(std::min<std::size_t>(4, reply.size()))));
    }
    return std::nullopt;
}

}  // namespace nhaclich::channel
