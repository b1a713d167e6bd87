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

/// By hand, as fmt counts the nanoseconds of an Instant: too many for other centuries.
std::tm parts_of(Instant instant) {
    using namespace std::chrono;
    const auto day = floor<days>(instant);
    const year_month_day date{day};
    const hh_mm_ss time{instant - day};
    std::tm parts{};
    parts.tm_year = static_cast<int>(date.year()) - 1900;
    parts.tm_mon = static_cast<int>(static_cast<unsigned>(date.month())) - 1;
    parts.tm_mday = static_cast<int>(static_cast<unsigned>(date.day()));
    parts.tm_wday = static_cast<int>(weekday{day}.c_encoding());
    parts.tm_hour = static_cast<int>(time.hours().count());
    parts.tm_min = static_cast<int>(time.minutes().count());
    parts.tm_sec = static_cast<int>(time.seconds().count());
    return parts;
}

std::string written(const char* form, Instant instant) {
    return fmt::format(fmt::runtime("{:" + std::string(form) + "}"), parts_of(instant));
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
