#include "http/etag.hpp"

#include "crypto/crypto.hpp"

namespace nhaclich::http {

std::string strong_etag(std::string_view octets) {
    constexpr std::size_t digits = 32;
    return '"' + crypto::hex(crypto::sha256(octets), digits) + '"';
}

}  // namespace nhaclich::http
