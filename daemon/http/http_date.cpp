#include "http/http_date.hpp"

#include <array>
#include <ctime>
#include <fmt/chrono.h>
#include <fmt/format.h>

namespace nhaclich::http {

namespace {

constexpr const char* preferred = "%a, %d %b %Y %H:%M:%S GMT";
/// As some very old programs still write: RFC 850, and asctime() of C.
constexpr std::array forms{preferred, "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"};

std::string written(const char* form, Instant instant) {
    // fmt counts the nanoseconds of an Instant, of which there are too many in 300 years.
    const auto parts = fmt::gmtime(std::time_t{instant.time_since_epoch().count()});
    return fmt::format(fmt::runtime("{:" + std::string(form) + "}"), parts);
}

}  // namespace

std::string http_date(Instant instant) { return written(preferred, instant); }

std::optional<Instant> parse_http_date(std::string_view text) {
    const std::string whole(text);
    for (const auto* form : forms) {
        std::tm parts{};
        if (::strptime(whole.c_str(), form, &parts) == nullptr) continue;
        const Instant instant{std::chrono::seconds{::timegm(&parts)}};
        // strptime() is lenient with blanks, names, signs and days that no month has.
        if (written(form, instant) == whole) return instant;
    }
    return std::nullopt;
}

}  // namespace nhaclich::http
