#include "http/http_date.hpp"

#include <array>
#include <date/date.h>
#include <locale>
#include <sstream>

namespace nhaclich::http {

namespace {

constexpr const char* preferred = "%a, %d %b %Y %T GMT";
/// As some very old programs still write: RFC 850, and asctime() of C.
constexpr std::array forms{preferred, "%A, %d-%b-%y %T GMT", "%a %b %e %T %Y"};

std::string written(const char* form, Instant instant) {
    return date::format(std::locale::classic(), form, instant);
}

}  // namespace

std::string http_date(Instant instant) { return written(preferred, instant); }

std::optional<Instant> parse_http_date(std::string_view text) {
    constexpr std::size_t longest = 40;
    if (text.size() > longest) return std::nullopt;
    for (const auto* form : forms) {
        std::istringstream stream{std::string(text)};
        stream.imbue(std::locale::classic());
        Instant instant;
        stream >> date::parse(form, instant);
        // date is lenient with blanks, signs and capitals.
        if (!stream.fail() && written(form, instant) == text) return instant;
    }
    return std::nullopt;
}

}  // namespace nhaclich::http
