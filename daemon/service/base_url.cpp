#include "service/base_url.hpp"

#include <fmt/format.h>

namespace nhaclich::service {

std::string base_url(const config::HttpSettings& http, const std::string& address,
                     std::uint16_t port) {
    if (!http.base_url.empty()) return http.base_url;
    const bool v6 = address.find(':') != std::string::npos;
    return fmt::format("{}://{}:{}", http.tls ? "https" : "http",
                       v6 ? "[" + address + "]" : address, port);
}

}  // namespace nhaclich::service
