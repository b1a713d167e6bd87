// Octets in the gzip format (RFC 1952), the same for the same input: no time in the header.
// In: octets. Out: compressed octets.
#pragma once

#include <string>
#include <string_view>

namespace nhaclich::http {

std::string gzipped(std::string_view octets);

}  // namespace nhaclich::http
