#include "http/site.hpp"

#include "embedded/embedded.hpp"

#include <stdexcept>

namespace nhaclich::http {

Site::Site(std::map<std::string, Content, std::less<>> contents, std::shared_ptr<Shelf> shelf)
    : shelf_(std::move(shelf)) {
    for (auto& [path, content] : contents) {
        if (route_of(path) == nullptr) throw std::logic_error(path + " has no row in routes.cpp");
        resources_.emplace(path, std::make_shared<const Resource>(std::move(content)));
    }
}

bool Site::is_chosen(const Route& route, const Request& request) const {
    const bool by_query = route.handler == Handler::feed && !request.query.empty();
    return shelf_ && (by_query || route.handler == Handler::calendar);
}

std::optional<Found> Site::at_hand(const Route& route, const Request& request) const {
    if (is_chosen(route, request)) return shelf_->calendar_at_hand(request);
    if (shelf_ && route.handler == Handler::event) return shelf_->event(request);
    const auto found = resources_.find(request.path);
    if (found == resources_.end()) return tl::unexpected(404U);
    return found->second;
}

boost::asio::awaitable<Found> Site::find(const Route& route, const Request& request) const {
    if (is_chosen(route, request)) co_return co_await shelf_->calendar(request);
    co_return *at_hand(route, request);
}

Fields page_fields() {
    return {
        {"Content-Security-Policy",
         "default-src 'none'; style-src 'self'; img-src 'self'; "
         "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"},
        {"Referrer-Policy", "no-referrer"},
    };
}

Content feed_content(std::string octets, Instant last_modified) {
    Content content;
    content.type = "text/calendar; charset=utf-8";
    content.octets = std::move(octets);
    content.last_modified = last_modified;
    // "attachment" makes Google refuse to subscribe; the name must be ASCII. Search engines are
    // kept out here and not by robots.txt, which some importers take for a refusal.
    content.fields = {{"Content-Disposition", R"(inline; filename="calendar.ics")"},
                      {"X-Robots-Tag", "noindex"}};
    return content;
}

std::map<std::string, Content, std::less<>> fixed_contents() {
    constexpr const char* one_hour = "public, max-age=3600";
    std::map<std::string, Content, std::less<>> contents;
    Content robots;
    robots.type = "text/plain; charset=utf-8";
    robots.octets = "User-agent: *\nAllow: /\n";
    robots.cache_control = one_hour;
    contents.emplace("/robots.txt", std::move(robots));
    Content style;
    style.type = "text/css; charset=utf-8";
    style.octets = embedded::text("assets/site.css");
    style.cache_control = one_hour;
    contents.emplace("/site.css", std::move(style));
    Content icon;
    icon.type = "image/svg+xml";
    icon.octets = embedded::text("assets/favicon.svg");
    icon.cache_control = one_hour;
    contents.emplace("/favicon.svg", std::move(icon));
    return contents;
}

}  // namespace nhaclich::http
