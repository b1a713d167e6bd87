#include "http/etag.hpp"

#include "http/digest.hpp"

namespace nhaclich::http {

std::string strong_etag(std::string_view octets) {
    constexpr std::size_t digits = 32;
    return '"' + hex(sha256(octets), digits) + '"';
}

}  // namespace nhaclich::http
