// The address people reach the daemon by.
// In: settings. Out: a URL without a trailing "/".
#pragma once

#include "config/settings.hpp"

#include <cstdint>
#include <string>

namespace nhaclich::service {

/// The public one of the settings, else that of `address` and `port`, which this machine reaches.
std::string base_url(const config::HttpSettings& http, const std::string& address,
                     std::uint16_t port);

}  // namespace nhaclich::service
