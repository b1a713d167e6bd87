#include "http/routes.hpp"

#include "http/desk.hpp"
#include "http/personal.hpp"
#include "http/site.hpp"
#include "http/token.hpp"

#include <algorithm>
#include <array>
#include <boost/url/grammar/alnum_chars.hpp>
#include <boost/url/grammar/ci_string.hpp>
#include <boost/url/grammar/hexdig_chars.hpp>

namespace nhaclich::http {

namespace {

using boost::urls::grammar::hexdig_value;
using boost::urls::grammar::to_lower;

constexpr bool below = true;
constexpr bool secret = true;

constexpr std::array routes{
    Route{feed_path, Handler::feed},
    Route{personal_path, Handler::personal, Methods::read, below, secret},
    Route{"/", Handler::ready},
    Route{"/en", Handler::ready},
    Route{"/calendar/", Handler::calendar, Methods::read, below},
    Route{"/calendar.json", Handler::calendar},
    Route{"/event/", Handler::event, Methods::read, below},
    Route{"/changes.atom", Handler::ready},
    Route{"/en/changes.atom", Handler::ready},
    Route{"/site.css", Handler::ready},
    Route{"/favicon.svg", Handler::ready},
    Route{"/robots.txt", Handler::ready},
    Route{"/healthz", Handler::health},
    Route{desk_path, Handler::desk, Methods::read_and_post, below, secret},
};

bool leads_to(const Route& route, std::string_view path) {
    return route.below ? path.starts_with(route.path) && path != route.path : path == route.path;
}

/// One layer of percent-encoding off, whatever is no valid code left as it stands.
std::string decoded(std::string_view text) {
    std::string plain;
    plain.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int high = text[i] == '%' && i + 2 < text.size() ? hexdig_value(text[i + 1]) : -1;
        const int low = high < 0 ? -1 : hexdig_value(text[i + 2]);
        plain += low < 0 ? text[i] : static_cast<char>(high * 16 + low);
        if (low >= 0) i += 2;
    }
    return plain;
}

/// Where a secret begins that stands behind `route`, or npos.
std::size_t secret_in(std::string_view path, const Route& route) {
    const auto same = [](char a, char b) { return to_lower(a) == to_lower(b); };
    const auto found = std::ranges::search(path, route.path, same);
    if (found.empty()) return std::string_view::npos;
    return static_cast<std::size_t>(found.end() - path.begin());
}

/// 16 octets as base64url or more, alone or with what a slip of the hand put beside them. Our own
/// names can be as long, but are of small letters, digits and "-" only, which chance never hits.
bool holds_token(std::string_view run) {
    // The oldest addresses of choices; one of a calendar that lost a few characters is longer.
    constexpr std::size_t shortest = 22;
    return run.size() >= shortest &&
           std::ranges::any_of(run, [](char c) { return c == '_' || (c >= 'A' && c <= 'Z'); });
}

/// Where a part of the path begins that holds a token of a secret address, or npos.
std::size_t mistyped_token_in(std::string_view path) {
    const auto is_of_token = [](char c) {
        return boost::urls::grammar::alnum_chars(c) || c == '-' || c == '_';
    };
    const auto* run = path.begin();
    while (run != path.end()) {
        const auto* end = std::find_if_not(run, path.end(), is_of_token);
        if (holds_token({run, end})) {
            const auto at = static_cast<std::size_t>(run - path.begin());
            return path.rfind('/', at) + 1;
        }
        run = std::find_if(end, path.end(), is_of_token);
    }
    return std::string_view::npos;
}

/// Where the first secret begins, or npos.
std::size_t secret_in(std::string_view path) {
    // Nothing can begin before what stands behind a secret route.
    const Route* route = route_of(path);
    if (route != nullptr && route->secret) return route->path.size();
    std::size_t first = mistyped_token_in(path);
    for (const auto& route : routes)
        if (route.secret) first = std::min(first, secret_in(path, route));
    return first;
}

}  // namespace

const Route* route_of(std::string_view path) {
    const auto* found =
        std::ranges::find_if(routes, [&](const Route& route) { return leads_to(route, path); });
    return found == routes.end() ? nullptr : found;
}

bool allows(Methods methods, Method method) {
    switch (method) {
        case Method::read:
        case Method::options:
            return true;
        case Method::post:
            return methods == Methods::read_and_post;
        case Method::other:
            return false;
    }
    return false;
}

std::string_view allow_field(Methods methods) {
    return methods == Methods::read ? "GET, HEAD, OPTIONS" : "GET, HEAD, POST, OPTIONS";
}

bool may_hold_secret(std::string_view text) {
    return std::ranges::any_of(routes, [&](const Route& route) {
        return route.secret && text.find(route.path) != std::string_view::npos;
    });
}

std::string logged_path(std::string_view target) {
    std::string shown(target.substr(0, target.find('?')));
    // As almost every request: an address of ours, word for word.
    const Route* route = route_of(shown);
    if (route != nullptr && !route->below && !route->secret) return shown;
    // What is refused or leads nowhere may hold a secret too: mistyped, or encoded twice.
    std::string plain = shown;
    std::string_view rest;
    for (auto last = plain.size() + 1; plain.size() < last;) {
        if (const auto at = secret_in(plain); at != std::string::npos) {
            shown = plain = plain.substr(0, at);
            rest = "*";
        }
        if (plain.find('%') == std::string::npos) break;
        last = plain.size();
        plain = decoded(plain);
    }
    const auto token = token_in(target);
    return shown.append(rest).append(token ? fingerprint(crypto::sha256(*token)) : "");
}

std::string logged_path(const crypto::Sha256& token) {
    return std::string(personal_path) + '*' + fingerprint(token);
}

}  // namespace nhaclich::http
