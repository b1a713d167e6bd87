// Any target leads somewhere or nowhere, and a secret in it never to the log. First line: the
// target; second: Accept-Encoding; third: If-None-Match; fourth: If-Modified-Since; fifth and
// sixth: If-Match and If-Unmodified-Since.
#include "http/accepted_coding.hpp"
#include "http/conditional.hpp"
#include "http/feed_request.hpp"
#include "http/routes.hpp"
#include "plan/people.hpp"

#include <boost/beast/http/verb.hpp>
#include <cstdint>
#include <cstdlib>

using namespace nhaclich;

namespace {

std::string_view cut_line(std::string_view& text) {
    const auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    return line;
}

void follow(const http::Request& request, const std::string& logged) {
    const auto* route = http::route_of(request.path);
    if (route == nullptr) return;
    const auto star = logged.find("/*");
    if (route->secret && (star == std::string::npos || logged.size() > star + 2 + 8)) std::abort();
    const bool leads =
        route->below ? request.path.starts_with(route->path) : request.path == route->path;
    if (!leads) std::abort();
    static_cast<void>(http::feed_choice(request, ".ics", {}, plan::Language::vi));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto target = cut_line(text);
    http::Header header;
    header.version(11);
    header.method(boost::beast::http::verb::get);
    header.target({target.data(), target.size()});
    header.set("Host", "x");
    const auto logged = http::logged_path(target);
    if (const auto request = http::understood(header)) follow(*request, logged);
    static_cast<void>(http::accepts_gzip(cut_line(text)));
    http::Conditions conditions;
    // With tags no date is looked at.
    if (const auto tags = cut_line(text); !tags.empty()) conditions.if_none_match = tags;
    conditions.if_modified_since = cut_line(text);
    if (const auto tags = cut_line(text); !tags.empty()) conditions.if_match = tags;
    conditions.if_unmodified_since = cut_line(text);
    constexpr auto tag = R"("0123456789abcdef")";
    static_cast<void>(http::is_fresh(conditions, tag, Instant{}));
    static_cast<void>(http::is_allowed(conditions, tag, Instant{}));
    return 0;
}
