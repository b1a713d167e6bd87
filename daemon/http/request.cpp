#include "http/request.hpp"

#include "base/text.hpp"
#include "http/accepted_coding.hpp"
#include "http/token.hpp"

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

/// A field that is no list; one that comes twice counts as absent, where that is allowed at all.
struct Single {
    int count = 0;
    std::string_view value;
    void add(std::string_view text) {
        if (count++ == 0) value = text;
    }
    std::optional<std::string_view> get() const {
        return count == 1 ? std::optional(value) : std::nullopt;
    }
};

/// A list, which may be split among several fields (RFC 9110 5.3).
struct List {
    std::optional<FieldText> text;
    void add(std::string_view part) {
        if (text)
            text = std::string(view()) + ',' + std::string(part);
        else
            text = part;
    }
    std::string_view view() const {
        constexpr auto as_view = [](const auto& held) { return std::string_view(held); };
        return text ? std::visit(as_view, *text) : std::string_view{};
    }
};

/// What matters of a head, found in one walk: Beast's lookup by name compares texts.
struct Told {
    explicit Told(const Header& header) {
        for (const auto& field : header) take(field.name(), field.value());
    }
    void take(bhttp::field name, std::string_view value);

    int fields = 0;
    bool transfer_coding = false;
    bool coded = false;
    Single host;
    Single length;
    Single agent;
    Single modified_since;
    Single unmodified_since;
    List codings;
    List none_match;
    List match;
};

void Told::take(bhttp::field name, std::string_view value) {
    ++fields;
    switch (name) {
        case bhttp::field::transfer_encoding:
            transfer_coding = true;
            break;
        case bhttp::field::content_encoding:
            // RFC 9110 8.4: nothing sent here is large enough to be worth compressing, except as an
            // attack.
            coded = coded || !urls::grammar::ci_is_equal(value, "identity");
            break;
        case bhttp::field::host:
            host.add(value);
            break;
        case bhttp::field::content_length:
            length.add(value);
            break;
        case bhttp::field::user_agent:
            agent.add(value);
            break;
        case bhttp::field::accept_encoding:
            codings.add(value);
            break;
        case bhttp::field::if_none_match:
            none_match.add(value);
            break;
        case bhttp::field::if_modified_since:
            modified_since.add(value);
            break;
        case bhttp::field::if_match:
            match.add(value);
            break;
        case bhttp::field::if_unmodified_since:
            unmodified_since.add(value);
            break;
        default:
            break;
    }
}

/// RFC 9112 3.2: exactly one, and a valid one; an older client may leave it out.
bool sound_host(const Header& header, const Single& host) {
    if (host.count == 0) return header.version() < 11;
    return host.count == 1 && names_a_host(host.value);
}

/// RFC 9112 6.3: one number or none; a list of equal ones, which it allows, is not read by
/// everybody alike.
bool sound_length(const Single& length) {
    return length.count == 0 ||
           (length.count == 1 && std::ranges::all_of(length.value, urls::grammar::digit_chars));
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

Wish wish_of(const Header& header, Told told) {
    Wish wish;
    wish.head_only = header.method() == bhttp::verb::head;
    wish.gzip = told.codings.text && accepts_gzip(told.codings.view());
    wish.conditions = {std::move(told.none_match.text), told.modified_since.get(),
                       std::move(told.match.text), told.unmodified_since.get()};
    return wish;
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
    Told told(header);
    // A reader in front of us may frame another coding differently; no client of ours needs any.
    if (told.transfer_coding) return tl::unexpected(501U);
    // Of no content it says nothing.
    if (told.coded && told.length.count > 0) return tl::unexpected(415U);
    if (told.fields > max_fields) return tl::unexpected(431U);
    if (header.target().size() > max_target) return tl::unexpected(414U);
    if (!sound_host(header, told.host) || !sound_length(told.length)) return tl::unexpected(400U);
    Request request;
    request.method = method_of(header);
    if (header.method() == bhttp::verb::connect) return tl::unexpected(405U);
    if (!read_target(header, request)) return tl::unexpected(400U);
    if (const auto token = token_in(request.path)) request.token = crypto::sha256(*token);
    request.agent = told.agent.value;
    request.from_elsewhere = request.method == Method::post && is_from_elsewhere(header);
    request.wish = wish_of(header, std::move(told));
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
