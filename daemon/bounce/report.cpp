#include "bounce/report.hpp"

#include "bounce/mail_fields.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace nhaclich::bounce {

namespace {

constexpr std::size_t diagnostic_octets = 2000;
constexpr int groups_at_most = 50;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// "5.1.1" at the front (RFC 3463 2), or nothing.
std::string_view status_at(std::string_view text) {
    constexpr std::size_t digits_at_most = 3;
    if (text.size() < 5 || (text[0] != '2' && text[0] != '4' && text[0] != '5')) return {};
    std::size_t at = 1;
    for (int part = 0; part < 2; ++part) {
        if (at >= text.size() || text[at] != '.') return {};
        const auto first = ++at;
        while (at < text.size() && is_digit(text[at])) ++at;
        if (at == first || at - first > digits_at_most) return {};
    }
    const bool ends = at == text.size() || (text[at] != '.' && text[at] != '-');
    return ends ? text.substr(0, at) : std::string_view{};
}

/// "550" and what may stand behind it.
struct Reply {
    int code = 0;
    std::string_view status;
};

/// The first reply code of SMTP in the words, 0 if there is none.
Reply reply_in(std::string_view words) {
    for (std::size_t at = 0; at + 3 <= words.size(); ++at) {
        const bool begins = at == 0 || !(is_digit(words[at - 1]) || words[at - 1] == '.');
        if (!begins || (words[at] != '4' && words[at] != '5')) continue;
        if (!is_digit(words[at + 1]) || !is_digit(words[at + 2])) continue;
        const auto rest = words.substr(at + 3);
        if (!rest.empty() && rest.front() != ' ' && rest.front() != '-') continue;
        constexpr int ten = 10;
        const int code =
            ((words[at] - '0') * ten + (words[at + 1] - '0')) * ten + (words[at + 2] - '0');
        return {code, rest.empty() ? std::string_view{} : status_at(rest.substr(1))};
    }
    return {};
}

/// qmail: "(#5.1.1)".
std::string_view status_in_brackets(std::string_view words) {
    const auto at = words.rfind("(#");
    return at == std::string_view::npos ? std::string_view{} : status_at(words.substr(at + 2));
}

/// "5.0.0" says no more than its class; the server's own words may.
std::string status_of(std::string_view written, const Reply& reply) {
    const auto status = status_at(trimmed(written));
    const bool vague = status.empty() || status.substr(1) == ".0.0";
    if (vague && !reply.status.empty()) return std::string(reply.status);
    return std::string(status);
}

Verdict verdict_of(std::string_view status, int code) {
    constexpr int mailbox_full = 552;
    if (status.empty()) {
        const bool final = code / 100 == 5 && code != mailbox_full;
        return final ? Verdict::hard : Verdict::soft;
    }
    if (!status.starts_with("5.") || status == "5.2.2") return Verdict::soft;
    static constexpr std::array<std::string_view, 4> of_mail_or_sender{"5.1.7", "5.1.8", "5.2.3",
                                                                       "5.3.4"};
    const bool not_its_fault =
        status.starts_with("5.7.") || status.starts_with("5.6.") ||
        std::ranges::find(of_mail_or_sender, status) != of_mail_or_sender.end();
    return not_its_fault ? Verdict::refused : Verdict::hard;
}

/// "rfc822; <lan@example.org>".
std::string address_in(std::string_view value) {
    constexpr std::size_t longest = 254;
    const auto semicolon = value.find(';');
    if (semicolon != std::string_view::npos) value.remove_prefix(semicolon + 1);
    value = trimmed(value);
    if (value.starts_with('<')) value.remove_prefix(1);
    if (value.ends_with('>')) value.remove_suffix(1);
    return std::string(value.substr(0, longest));
}

struct Group {
    std::string action;
    Finding finding;
};

Group group_of(const Fields& fields) {
    const auto action = lowered(fields.first("action"));
    const auto said = fields.first("diagnostic-code");
    const auto reply = reply_in(said);
    const auto final = fields.first("final-recipient");
    Group group;
    group.finding.status = status_of(fields.first("status"), reply);
    group.finding.recipient =
        address_in(final.empty() ? fields.first("original-recipient") : final);
    group.finding.diagnostic = said.substr(0, diagnostic_octets);
    group.finding.verdict = verdict_of(group.finding.status, reply.code);
    // RFC 3464 2.3.3; a comment may follow.
    group.action = action.substr(0, action.find_first_of(" \t("));
    if (group.action.empty() && group.finding.status.starts_with("5.")) group.action = "failed";
    if (group.action.empty() && group.finding.status.starts_with("4.")) group.action = "delayed";
    if (group.action == "delayed") group.finding.verdict = Verdict::delayed;
    return group;
}

}  // namespace

std::string_view code(Verdict verdict) {
    switch (verdict) {
        case Verdict::hard:
            return "hard";
        case Verdict::soft:
            return "soft";
        case Verdict::refused:
            return "refused";
        case Verdict::delayed:
            return "delayed";
    }
    return {};
}

std::optional<Finding> finding(std::string_view delivery_status) {
    std::optional<Finding> worst;
    bool reached_somebody = false;
    for (int count = 0; count < groups_at_most && !delivery_status.empty(); ++count) {
        const auto fields = Fields::read(delivery_status);
        auto group = group_of(fields);
        reached_somebody = reached_somebody || group.action == "delivered" ||
                           group.action == "relayed" || group.action == "expanded";
        if (group.action != "failed" && group.action != "delayed") continue;
        if (!worst || group.finding.verdict < worst->verdict) worst = std::move(group.finding);
    }
    if (worst && reached_somebody && worst->verdict == Verdict::hard)
        worst->verdict = Verdict::soft;
    return worst;
}

Finding finding_in_words(std::string_view recipient, std::string_view words) {
    words = words.substr(0, diagnostic_octets);
    const auto reply = reply_in(words);
    const auto bracketed = status_in_brackets(words);
    Finding result;
    result.status = std::string(bracketed.empty() ? reply.status : bracketed);
    result.recipient = address_in(recipient);
    result.diagnostic = words;
    result.verdict = verdict_of(result.status, reply.code);
    // What qmail gave up after days of trying says nothing for good.
    if (words.find("in the queue too long") != std::string_view::npos)
        result.verdict = Verdict::soft;
    return result;
}

}  // namespace nhaclich::bounce
