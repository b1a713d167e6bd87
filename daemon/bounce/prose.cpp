#include "bounce/prose.hpp"

namespace nhaclich::bounce {

namespace {

constexpr std::size_t words_at_most = 2000;

void add_words(Prose& result, std::string_view line) {
    if (result.words.size() >= words_at_most) return;
    if (!result.words.empty()) result.words += ' ';
    result.words += trimmed(line).substr(0, words_at_most);
}

/// https://cr.yp.to/proto/qsbmf.txt: paragraphs; a recipient's begins with "<…>:", the last one is
/// the line of hyphens before the copy.
std::optional<Prose> of_qmail(std::string_view body) {
    const auto greeting = next_line(body);
    if (!greeting.starts_with("Hi. This is the ")) return std::nullopt;
    Prose result;
    bool in_recipient = false;
    while (!body.empty()) {
        const auto line = next_line(body);
        if (line.starts_with("--- ")) {
            while (body.starts_with('\n') || body.starts_with("\r\n")) next_line(body);
            result.copy = body;
            if (result.recipient.empty()) return std::nullopt;
            return result;
        }
        if (result.recipient.empty() && line.starts_with('<') && line.ends_with(">:")) {
            result.recipient = line.substr(1, line.size() - 3);
            in_recipient = true;
        } else if (in_recipient && line.empty() && !result.words.empty()) {
            in_recipient = false;
        } else if (in_recipient) {
            add_words(result, line);
        }
    }
    return std::nullopt;
}

std::optional<Prose> of_exim(const Fields& header, std::string_view body) {
    const auto failed = header.first("x-failed-recipients");
    if (failed.empty()) return std::nullopt;
    Prose result;
    result.recipient = trimmed(failed.substr(0, failed.find(',')));
    bool in_recipient = false;
    while (!body.empty()) {
        const auto line = next_line(body);
        if (line.starts_with("------ This is a copy of ")) {
            while (body.starts_with('\n') || body.starts_with("\r\n")) next_line(body);
            result.copy = body;
            return result;
        }
        if (in_recipient && line.empty())
            in_recipient = false;
        else if (in_recipient)
            add_words(result, line);
        else if (result.words.empty() && trimmed(line) == result.recipient)
            in_recipient = true;
    }
    return std::nullopt;
}

}  // namespace

std::optional<Prose> prose(const Fields& header, std::string_view body) {
    if (auto found = of_qmail(body)) return found;
    return of_exim(header, body);
}

}  // namespace nhaclich::bounce
