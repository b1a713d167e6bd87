#include "http/request.hpp"

#include "base/text.hpp"
#include "http/accepted_coding.hpp"

#include <algorithm>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/rfc7230.hpp>
#include <boost/beast/http/verb.hpp>
#include <boost/url/grammar/alnum_chars.hpp>
#include <boost/url/grammar/ci_string.hpp>
#include <boost/url/grammar/digit_chars.hpp>
#include <boost/url/grammar/lut_chars.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/rfc/pchars.hpp>
#include <iterator>

namespace nhaclich::http {

namespace {

namespace bhttp = boost::beast::http;
namespace urls = boost::urls;

std::optional<std::string_view> value_of(const Header& header, bhttp::field name) {
    const auto found = header.find(name);
    if (found == header.end()) return std::nullopt;
    return std::string_view(found->value());
}

/// A name or an IPv4 address, and maybe a port: as every subscriber sends it.
bool is_plain_host(std::string_view text) {
    constexpr auto plain = urls::grammar::lut_chars(urls::grammar::alnum_chars) + '.' + '-';
    constexpr std::size_t longest_port = 5;
    const auto colon = std::min(text.find(':'), text.size());
    const auto port = text.substr(std::min(colon + 1, text.size()));
    return colon > 0 && std::ranges::all_of(text.substr(0, colon), plain) &&
           port.size() <= longest_port && std::ranges::all_of(port, urls::grammar::digit_chars);
}

bool names_a_host(urls::string_view text) {
    if (is_plain_host(text)) return true;
    const auto authority = urls::parse_authority(text);
    return authority && !authority->has_userinfo() && !authority->encoded_host().empty();
}

/// RFC 9112 3.2: exactly one, and a valid one; an older client may leave it out.
bool sound_host(const Header& header) {
    const auto hosts = header.count(bhttp::field::host);
    if (hosts == 0) return header.version() < 11;
    return hosts == 1 && names_a_host(header[bhttp::field::host]);
}

/// RFC 9112 6.3: one number or none; a list of equal ones, which it allows, is not read by
/// everybody alike.
bool sound_length(const Header& header) {
    const auto lengths = header.count(bhttp::field::content_length);
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    return lengths == 0 ||
           (lengths == 1 && std::ranges::all_of(header[bhttp::field::content_length], is_digit));
}

/// Text without control characters; a Line would take a tab for a blank.
bool is_sound(std::string_view text) {
    const auto is_plain = [](char c) { return c >= ' ' && c <= '~'; };
    if (std::ranges::all_of(text, is_plain)) return true;
    return text.find('\t') == std::string_view::npos && Line::parse(text, max_target).has_value();
}

/// Nothing to decode, and no query: as almost every subscriber asks.
bool is_plain_path(std::string_view target) {
    constexpr auto plain = urls::pchars + '/';
    return target.starts_with('/') && std::ranges::all_of(target, plain);
}

/// RFC 9110 4.2.1 and 4.2.4.
bool is_of_http(const urls::url_view& url) {
    return (url.scheme_id() == urls::scheme::http || url.scheme_id() == urls::scheme::https) &&
           url.has_authority() && !url.encoded_host().empty() && !url.has_userinfo();
}

/// False if the target is none of origin, absolute and asterisk form.
bool read_target(const Header& header, Request& request) {
    const urls::string_view target = header.target();
    if (target == "*" && header.method() == bhttp::verb::options) {
        request.path = "*";
        return true;
    }
    if (is_plain_path(target)) {
        request.path = target;
        return true;
    }
    const auto url = target.starts_with('/') ? urls::parse_origin_form(target)
                                             : urls::parse_absolute_uri(target);
    if (!url) return false;
    if (!target.starts_with('/') && !is_of_http(*url)) return false;
    request.path = url->path();
    if (request.path.empty()) request.path = "/";
    for (const auto& part : url->params()) {
        if (!is_sound(part.key) || !is_sound(part.value)) return false;
        if (!part.key.empty() || part.has_value) request.query.emplace_back(part.key, part.value);
    }
    return is_sound(request.path);
}

Method method_of(const Header& header) {
    switch (header.method()) {
        case bhttp::verb::get:
        case bhttp::verb::head:
            return Method::read;
        case bhttp::verb::post:
            return Method::post;
        case bhttp::verb::options:
            return Method::options;
        default:
            return Method::other;
    }
}

/// Lists may be split among several fields; a field that is no list and comes twice counts as
/// absent.
Wish wish_of(const Header& header) {
    Wish wish;
    wish.head_only = header.method() == bhttp::verb::head;
    const auto codings = header.equal_range(bhttp::field::accept_encoding);
    if (codings.first != codings.second)
        wish.gzip = std::next(codings.first) == codings.second
                        ? accepts_gzip(codings.first->value())
                        : accepts_gzip(joined(header, "Accept-Encoding"));
    const auto tags = header.equal_range(bhttp::field::if_none_match);
    if (tags.first != tags.second && std::next(tags.first) == tags.second)
        wish.conditions.if_none_match = std::string_view(tags.first->value());
    else if (tags.first != tags.second)
        wish.conditions.if_none_match = joined(header, "If-None-Match");
    if (header.count(bhttp::field::if_modified_since) == 1)
        wish.conditions.if_modified_since = header[bhttp::field::if_modified_since];
    return wish;
}

/// RFC 9110 8.4: nothing sent here is large enough to be worth compressing, except as an attack.
bool is_coded(const Header& header) {
    const auto [first, end] = header.equal_range(bhttp::field::content_encoding);
    return std::any_of(first, end, [](const auto& field) {
        return !urls::grammar::ci_is_equal(field.value(), "identity");
    });
}

/// Sec-Fetch-Site (W3C Fetch Metadata): only browsers send it, and no page can make them lie.
bool is_from_elsewhere(const Header& header) {
    constexpr std::string_view name = "Sec-Fetch-Site";
    return std::ranges::any_of(header, [&](const auto& field) {
        return boost::beast::iequals(field.name_string(), name) && field.value() != "same-origin" &&
               field.value() != "none";
    });
}

}  // namespace

std::string joined(const Header& header, std::string_view name) {
    std::string text;
    for (auto [field, end] = header.equal_range(name); field != end; ++field)
        text += (text.empty() ? "" : ",") + std::string(field->value());
    return text;
}

bool lists(const Header& header, bhttp::field name, std::string_view word) {
    const auto list = joined(header, bhttp::to_string(name));
    return std::ranges::any_of(bhttp::token_list(list), [&](const auto& token) {
        return urls::grammar::ci_is_equal(token, word);
    });
}

tl::expected<Request, unsigned> understood(const Header& header) {
    // A reader in front of us may frame another coding differently; no client of ours needs any.
    if (header.count(bhttp::field::transfer_encoding) > 0) return tl::unexpected(501U);
    if (is_coded(header)) return tl::unexpected(415U);
    if (std::distance(header.begin(), header.end()) > max_fields) return tl::unexpected(431U);
    if (header.target().size() > max_target) return tl::unexpected(414U);
    if (!sound_host(header) || !sound_length(header)) return tl::unexpected(400U);
    Request request;
    request.method = method_of(header);
    if (header.method() == bhttp::verb::connect) return tl::unexpected(405U);
    if (!read_target(header, request)) return tl::unexpected(400U);
    request.wish = wish_of(header);
    request.from_elsewhere = request.method == Method::post && is_from_elsewhere(header);
    request.agent = value_of(header, bhttp::field::user_agent).value_or(std::string_view{});
    return request;
}

unsigned refusal(const boost::system::error_code& fault) {
    using bhttp::error;
    if (fault == error::header_limit || fault == error::buffer_overflow) return 431;
    if (fault == error::body_limit) return 413;
    if (fault == error::bad_version) return 505;
    if (fault == error::bad_transfer_encoding) return 501;
    if (fault == error::end_of_stream || fault == error::partial_message) return 0;
    return fault.category() == make_error_code(error::bad_method).category() ? 400 : 0;
}

}  // namespace nhaclich::http
