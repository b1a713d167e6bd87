#include "channel/mail_address.hpp"

#include <algorithm>

namespace nhaclich::channel {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Whether every piece between dots satisfies `valid`.
template <class Predicate>
bool all_pieces(std::string_view text, Predicate valid) {
    for (;;) {
        const auto dot = text.find('.');
        if (!valid(text.substr(0, dot))) return false;
        if (dot == std::string_view::npos) return true;
        text.remove_prefix(dot + 1);
    }
}

bool is_label(std::string_view label) {
    return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
           std::all_of(label.begin(), label.end(),
                       [](char c) { return is_letter(c) || is_digit(c) || c == '-'; });
}

bool is_atom(std::string_view atom) {
    return !atom.empty() && std::all_of(atom.begin(), atom.end(), is_atext);
}

}  // namespace

bool is_atext(char c) {
    return is_letter(c) || is_digit(c) ||
           (c != '\0' && std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos);
}

bool is_host_name(std::string_view text) {
    return text.size() <= 253 && all_pieces(text, is_label);
}

bool is_domain_name(std::string_view text) {
    const auto dot = text.rfind('.');
    if (dot == std::string_view::npos || !is_host_name(text)) return false;
    const auto last = text.substr(dot + 1);
    return !std::all_of(last.begin(), last.end(), is_digit);
}

Result<MailAddress> MailAddress::parse(std::string_view text) {
    const auto at = text.rfind('@');
    const bool valid = text.size() <= 254 && at != std::string_view::npos && at <= 64 &&
                       all_pieces(text.substr(0, at), is_atom) &&
                       is_domain_name(text.substr(at + 1));
    if (!valid) return fail("channel.mail-address"_msg, {{"address", std::string(text)}});
    return MailAddress(std::string(text));
}

}  // namespace nhaclich::channel
