#include "channel/header_words.hpp"

#include "crypto/crypto.hpp"

#include <algorithm>
#include <string_view>

namespace nhaclich::channel {

namespace {

constexpr std::size_t longest_line = 76;  // RFC 2047 2, for a line that holds an encoded-word
constexpr std::string_view word_start = "=?utf-8?B?";
constexpr std::string_view word_end = "?=";
constexpr std::string_view fold = "\r\n ";

/// At most `room` octets of the text and never a part of a character (RFC 2047 5).
std::string_view whole_characters(std::string_view text, std::size_t room) {
    if (text.size() <= room) return text;
    const auto continues = [&](std::size_t at) {
        return (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
    };
    while (room > 1 && continues(room)) --room;
    return text.substr(0, room);
}

std::string encoded_words(std::string_view text, std::size_t column) {
    std::string words;
    while (!text.empty()) {
        if (!words.empty()) {
            words += fold;
            column = 1;
        }
        const auto room = (longest_line - column - word_start.size() - word_end.size()) / 4 * 3;
        const auto piece = whole_characters(text, room);
        words.append(word_start).append(crypto::base64(piece)).append(word_end);
        text.remove_prefix(piece.size());
    }
    return words;
}

/// Spaces and the word after them; a line may be broken before it.
std::string_view first_unit(std::string_view text) {
    const auto word = std::min(text.find_first_not_of(' '), text.size());
    return text.substr(0, std::min(text.find(' ', word), text.size()));
}

/// Whether the text may stand as it is: ASCII, nothing that reads as an encoded-word, no unit that
/// would not fit on a line.
bool stands_plain(std::string_view text) {
    constexpr std::size_t longest_unit = 60;
    const auto printable = [](char c) { return c >= ' ' && c <= '~'; };
    if (!std::all_of(text.begin(), text.end(), printable)) return false;
    if (text.find("=?") != std::string_view::npos) return false;
    while (!text.empty()) {
        const auto unit = first_unit(text);
        if (unit.size() > longest_unit) return false;
        text.remove_prefix(unit.size());
    }
    return true;
}

std::string folded(std::string_view text, std::size_t column) {
    std::string lines;
    while (!text.empty()) {
        const auto unit = first_unit(text);
        if (column + unit.size() > longest_line && unit.front() == ' ') {
            lines += "\r\n";
            column = 0;
        }
        lines += unit;
        column += unit.size();
        text.remove_prefix(unit.size());
    }
    return lines;
}

/// A phrase of plain words needs no quotes (RFC 5322 3.2.5); everything else is encoded, never
/// quoted.
bool is_phrase(std::string_view name) {
    const auto plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == ' ' || c == '-';
    };
    return stands_plain(name) && name.find("  ") == std::string_view::npos &&
           std::all_of(name.begin(), name.end(), plain);
}

std::size_t column_after(std::string_view value, std::size_t column) {
    const auto line = value.rfind('\n');
    return line == std::string_view::npos ? column + value.size() : value.size() - line - 1;
}

}  // namespace

std::string header_text(const Line& text, std::size_t column) {
    return stands_plain(text.str()) ? folded(text.str(), column)
                                    : encoded_words(text.str(), column);
}

std::string header_mailbox(const Line& name, const MailAddress& address, std::size_t column) {
    if (name.empty()) return address.str();
    auto value =
        is_phrase(name.str()) ? folded(name.str(), column) : encoded_words(name.str(), column);
    const auto angled = "<" + address.str() + ">";
    const bool fits = column_after(value, column) + 1 + angled.size() <= longest_line;
    return value.append(fits ? " " : fold).append(angled);
}

}  // namespace nhaclich::channel
