#include "bounce/bounce.hpp"

#include "base/text.hpp"
#include "bounce/mail_fields.hpp"
#include "bounce/mail_parts.hpp"
#include "bounce/prose.hpp"
#include "bounce/transfer_encoding.hpp"

#include <algorithm>
#include <array>

namespace nhaclich::bounce {

namespace {

constexpr std::size_t name_digits = 32;

/// The hex digits at the front in lower case, or "" if they are not exactly so many.
std::string name_at(std::string_view text) {
    const auto name = lowered(text.substr(0, name_digits));
    const bool hex = name.size() == name_digits &&
                     name.find_first_not_of("0123456789abcdef") == std::string::npos;
    return hex ? name : std::string{};
}

/// Of the first Message-ID in the text that is ours: "<32 hex digits@our domain>".
std::string named_by_id(std::string_view text, const Ours& ours) {
    const auto ending = '@' + lowered(ours.domain) + '>';
    for (auto at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
        auto name = name_at(text.substr(at + 1));
        const auto rest = text.substr(std::min(text.size(), at + 1 + name_digits));
        if (!name.empty() && lowered(rest.substr(0, ending.size())) == ending) return name;
    }
    return {};
}

/// From the address it was returned to.
std::string named_by_verp(const Fields& header, const Ours& ours) {
    const auto tag = ours.verp.find("TAG");
    if (tag == std::string::npos) return {};
    const auto before = lowered(ours.verp.substr(0, tag));
    const auto behind = lowered(ours.verp.substr(tag + 3));
    for (const auto* field : {"delivered-to", "x-original-to", "envelope-to", "to"})
        for (const auto value : header.all(field)) {
            const auto text = lowered(value);
            for (auto at = text.find(before); at != std::string::npos;
                 at = text.find(before, at + 1)) {
                const std::string_view rest = std::string_view(text).substr(at + before.size());
                auto name = name_at(rest);
                if (!name.empty() && rest.substr(name_digits).starts_with(behind)) return name;
            }
        }
    return {};
}

bool holds_returned_mail(std::string_view type) {
    static constexpr std::array<std::string_view, 4> types{
        "message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers"};
    return std::ranges::find(types, type) != types.end();
}

bool holds_status(std::string_view type) {
    return type == "message/delivery-status" || type == "message/global-delivery-status";
}

struct Read {
    std::optional<Finding> finding;
    std::string delivery;
};

void read_part(std::string_view part, const Fields& header, std::string_view type, const Ours& ours,
               Read& into) {
    const auto text = decoded(part, header.first("content-transfer-encoding"));
    std::string_view rest = text;
    if (holds_status(type) && !into.finding) into.finding = finding(rest);
    if (holds_returned_mail(type) && into.delivery.empty())
        into.delivery = named_by_id(Fields::read(rest).first("message-id"), ours);
}

/// Gateways put a report into a multipart of their own, with a line of theirs below it.
void read_report(std::string_view body, const std::string& boundary, const Ours& ours, int depth,
                 Read& into) {
    constexpr int deepest = 3;
    for (auto part : parts(body, boundary)) {
        const auto header = Fields::read(part);
        const auto sort = content_type(header.first("content-type"));
        if (sort.type.starts_with("multipart/") && depth < deepest)
            read_report(part, sort.boundary, ours, depth + 1, into);
        else if (holds_status(sort.type) || holds_returned_mail(sort.type))
            read_part(part, header, sort.type, ours, into);
    }
}

Read read_prose(const Fields& header, std::string_view body, const Ours& ours) {
    const auto told = prose(header, body);
    if (!told) return {};
    auto copy = told->copy;
    return {finding_in_words(told->recipient, told->words),
            named_by_id(Fields::read(copy).first("message-id"), ours)};
}

/// OpenSMTPD writes multipart/mixed around the same parts.
bool may_be_report(const ContentType& type) {
    return type.type == "multipart/mixed" ||
           (type.type == "multipart/report" &&
            (type.report_type.empty() || type.report_type == "delivery-status"));
}

/// Where the mail itself did not come back with the report.
std::string named_outside(const Fields& header, const Ours& ours) {
    if (auto name = named_by_verp(header, ours); !name.empty()) return name;
    if (auto name = named_by_id(header.first("in-reply-to"), ours); !name.empty()) return name;
    return named_by_id(header.first("references"), ours);
}

std::string answer_of(const Finding& finding) {
    constexpr std::size_t characters_at_most = 500;
    std::string words = "bounce:";
    for (const auto& word : {finding.status, finding.diagnostic})
        if (!word.empty()) words += ' ' + word;
    if (finding.diagnostic.empty()) words += ' ' + finding.recipient;
    return escaped_for_log(words, characters_at_most);
}

}  // namespace

std::optional<Bounce> parse(std::string_view octets, const Ours& ours) {
    octets = octets.substr(0, octets_at_most);
    const auto header = Fields::read(octets);
    const auto type = content_type(header.first("content-type"));
    Read read;
    if (may_be_report(type))
        read_report(octets, type.boundary, ours, 0, read);
    else
        read = read_prose(header, octets, ours);
    if (!read.finding) return std::nullopt;
    if (read.delivery.empty()) read.delivery = named_outside(header, ours);
    if (read.delivery.empty()) return std::nullopt;
    return Bounce{std::move(read.delivery), read.finding->verdict, read.finding->status,
                  escaped_for_log(read.finding->recipient), answer_of(*read.finding)};
}

std::string recipient_of(std::string_view own_mail) {
    const auto header = Fields::read(own_mail);
    auto to = header.first("to");
    const auto open = to.rfind('<');
    if (open != std::string_view::npos) to = to.substr(open + 1, to.rfind('>') - open - 1);
    return std::string(trimmed(to));
}

}  // namespace nhaclich::bounce
