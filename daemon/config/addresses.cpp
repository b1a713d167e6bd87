#include "config/addresses.hpp"

#include "config/idn.hpp"

#include <algorithm>
#include <boost/url/encode.hpp>
#include <boost/url/ipv4_address.hpp>
#include <boost/url/ipv6_address.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>
#include <boost/url/url_view.hpp>
#include <charconv>

namespace nhaclich::config {

namespace urls = boost::urls;

namespace {

constexpr std::string_view tag_mark = "TAG";

bool letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// Calls `good` on every part between dots; false at the first bad one.
template <class Good>
bool all_parts(std::string_view text, Good good) {
    while (true) {
        const auto dot = text.find('.');
        if (!good(text.substr(0, dot))) return false;
        if (dot == std::string_view::npos) return true;
        text.remove_prefix(dot + 1);
    }
}

bool is_label(std::string_view label) {
    constexpr std::size_t longest = 63;
    return !label.empty() && label.size() <= longest && label.front() != '-' &&
           label.back() != '-' &&
           std::ranges::all_of(label, [](char c) { return letter_or_digit(c) || c == '-'; });
}

bool is_host_name(std::string_view text) {
    constexpr std::size_t longest = 253;
    // A last label of figures only would be an IPv4 address, or a slip.
    const auto last = text.substr(text.rfind('.') + 1);
    const bool named = std::ranges::any_of(last, [](char c) { return c < '0' || c > '9'; });
    return text.size() <= longest && named && all_parts(text, is_label);
}

bool is_domain(std::string_view text) {
    return text.find('.') != std::string_view::npos && is_host_name(text);
}

/// RFC 5322 3.2.3 atext.
bool is_atom(std::string_view atom) {
    constexpr std::string_view others = "!#$%&'*+-/=?^_`{|}~";
    return !atom.empty() && std::ranges::all_of(atom, [&](char c) {
        return letter_or_digit(c) || others.find(c) != std::string_view::npos;
    });
}

}  // namespace

Result<std::string> parse_domain(std::string_view text) {
    auto lower = ascii_domain(text).value_or("");
    if (!is_domain(lower)) return fail("address.domain"_msg, {{"text", std::string(text)}});
    for (auto& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

Result<std::string> parse_host(std::string_view text) {
    if (is_host_name(text) || is_ip_address(text)) return std::string(text);
    return fail("address.host"_msg, {{"text", std::string(text)}});
}

Result<std::string> parse_mail_address(std::string_view text) {
    constexpr std::size_t longest = 254;
    constexpr std::size_t longest_local = 64;
    const auto wrong = [&] { return fail("address.mail"_msg, {{"text", std::string(text)}}); };
    const auto at = text.rfind('@');
    if (at > longest_local) return wrong();  // or there is none
    const auto local = text.substr(0, at);
    const auto domain = ascii_domain(text.substr(at + 1));
    if (!domain || at + 1 + domain->size() > longest || !all_parts(local, is_atom) ||
        !is_domain(*domain))
        return wrong();
    return std::string(local) + '@' + *domain;
}

std::string mailto(std::string_view mail_address) {
    // "/", "?", "&" and the like may stand in a mailbox and would mean something in a URI.
    const auto plain = urls::unreserved_chars + "!$'*+@";
    const urls::string_view address(mail_address.data(), mail_address.size());
    return "mailto:" + urls::encode(address, plain);
}

std::string with_tag(std::string_view return_pattern, std::string_view tag) {
    std::string address(return_pattern);
    return address.replace(address.find(tag_mark), tag_mark.size(), tag);
}

Result<std::string> parse_return_pattern(std::string_view text) {
    constexpr std::size_t tag_digits = 32;
    const auto at = text.find(tag_mark);
    const bool once = at != std::string_view::npos && at > 0 && at < text.rfind('@') &&
                      text.find(tag_mark, at + 1) == std::string_view::npos;
    if (!once || !parse_mail_address(with_tag(text, std::string(tag_digits, '0'))))
        return fail("address.return-path"_msg, {{"text", std::string(text)}});
    return std::string(text);
}

Result<std::string> parse_web_address(std::string_view text, Web allowed) {
    constexpr std::size_t longest = 2000;
    const auto wrong = [&](MessageId id) { return fail(id, {{"text", std::string(text)}}); };
    if (text.size() > longest) return wrong("address.web"_msg);
    const auto parsed = urls::parse_uri(urls::string_view(text.data(), text.size()));
    if (!parsed) return wrong("address.web"_msg);
    const urls::url_view& url = *parsed;
    // Boost 1.81 reads "http://127.0.0.1.evil.example" as the host 127.0.0.1 and a path behind it;
    // RFC 3986 3.3 wants a path after an authority to begin with "/".
    const auto path = url.encoded_path();
    if (!path.empty() && path.front() != '/') return wrong("address.web"_msg);
    const bool web =
        url.scheme_id() == urls::scheme::https || url.scheme_id() == urls::scheme::http;
    if (!web || url.host().empty() || url.has_fragment()) return wrong("address.web"_msg);
    if (url.has_port() && url.port_number() == 0) return wrong("address.web"_msg);
    if (url.has_userinfo()) return fail("address.web-user"_msg);
    const bool open = url.scheme_id() == urls::scheme::http;
    const bool local = allowed == Web::https_or_local && is_loopback(host_of(text));
    if (open && allowed != Web::http_or_https && !local) return wrong("address.web-https"_msg);
    return std::string(text);
}

bool is_loopback(std::string_view host) {
    if (host == "localhost") return true;
    const urls::string_view text(host.data(), host.size());
    if (const auto v4 = urls::parse_ipv4_address(text)) return v4->is_loopback();
    const auto v6 = urls::parse_ipv6_address(text);
    return v6 && v6->is_loopback();
}

bool is_ip_address(std::string_view text) {
    const urls::string_view view(text.data(), text.size());
    return urls::parse_ipv4_address(view) || urls::parse_ipv6_address(view);
}

bool is_ip_network(std::string_view text) {
    constexpr int bits_of_v4 = 32;
    constexpr int bits_of_v6 = 128;
    const auto slash = text.find('/');
    const auto address = text.substr(0, slash);
    if (slash == std::string_view::npos || !is_ip_address(address)) return is_ip_address(address);
    const auto length = text.substr(slash + 1);
    int bits = -1;
    const auto [end, fault] = std::from_chars(length.data(), length.data() + length.size(), bits);
    const bool v4 = address.find(':') == std::string_view::npos;
    return fault == std::errc{} && end == length.data() + length.size() && bits >= 0 &&
           bits <= (v4 ? bits_of_v4 : bits_of_v6);
}

std::string host_of(std::string_view web_address) {
    const auto url = urls::parse_uri(urls::string_view(web_address.data(), web_address.size()));
    return url ? std::string(url->host_address()) : std::string();
}

}  // namespace nhaclich::config
